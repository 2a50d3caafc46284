"""The kiosk: touch, paper and buttons on a Raspberry Pi."""
