#!/bin/sh
# Signs the app, packs it into a disk image and has Apple look at it, as far as README.md's variables are given.
# pack.sh APP IMAGE
set -eu
app=$1
image=$2
here=$(dirname "$0")
name=${STAMP_KIOSK_SIGN_AS:--} # a dash: for this Mac alone
time=--timestamp
[ "$name" != - ] || time=--timestamp=none

codesign --force --deep "$time" --options runtime \
    --entitlements "$here/entitlements.plist" --sign "$name" "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -quiet -volname "Stamp Kiosk" -srcfolder "$folder" -format ULMO "$image"

if [ -n "${STAMP_KIOSK_NOTARY_PROFILE:-}" ]; then
    codesign --timestamp --sign "$name" "$image"
    xcrun notarytool submit --wait --keychain-profile "$STAMP_KIOSK_NOTARY_PROFILE" "$image"
    xcrun stapler staple "$image"
fi
