"""Stamp Kiosk: issue loyalty stamps at a shop counter and show each as a QR code."""
