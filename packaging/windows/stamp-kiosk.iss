; The installer for Windows 10 and 11, for Inno Setup 6: package.py calls its compiler with what is defined by /D.
; For the person who installs it, or with /ALLUSERS for all; the data folder is left alone by an upgrade and by removal.
#ifndef Version
  #error Version, Program, Output and Name are given by packaging/package.py
#endif

[Setup]
AppId={{6D5B1C52-6C39-4B1E-9A0B-7D2E3B1F5A41}
AppName=Stamp Kiosk
AppVersion={#Version}
AppPublisher=The Stamp Kiosk contributors
DefaultDirName={autopf}\Stamp Kiosk
DefaultGroupName=Stamp Kiosk
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Output}
OutputBaseFilename={#Name}
UninstallDisplayIcon={app}\Stamp Kiosk.exe
LicenseFile={#Program}\licenses\LICENSE.txt
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[InstallDelete]
; Nothing of an older version stays among the libraries of the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Stamp Kiosk"; Filename: "{app}\Stamp Kiosk.exe"
Name: "{group}\Practise"; Filename: "{app}\Stamp Kiosk.exe"; Parameters: "--practice"
Name: "{autodesktop}\Stamp Kiosk"; Filename: "{app}\Stamp Kiosk.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"

[Run]
Filename: "{app}\Stamp Kiosk.exe"; Description: "{cm:LaunchProgram,Stamp Kiosk}"; Flags: nowait postinstall skipifsilent
