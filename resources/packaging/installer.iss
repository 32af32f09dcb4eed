; UNTRIED: written for Inno Setup 6, and never run, since no Windows was at hand.
; On Windows, in the checkout, with Python 3.12 and Inno Setup installed:
;   py -3.12 -m venv .venv && .venv\Scripts\pip install . pyinstaller
;   .venv\Scripts\pyinstaller --noconfirm resources\packaging\rlscompanion.spec
;   iscc resources\packaging\installer.iss
; PyAV must have been built against an FFmpeg under the LGPL before, as ffmpeg.sh does on Linux: its own
; wheels hold libx264 and libx265, which this installer may not ship.

#define Version "0.1.0"

[Setup]
AppId={{8B1E0C1C-5E0F-4B0E-9C57-0A5B3C1D7F21}
AppName=RLS Companion
AppVersion={#Version}
AppPublisher=The RLS Companion authors
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=rlscompanion-{#Version}-setup
DefaultDirName={autopf}\RLS Companion
DefaultGroupName=RLS Companion
; For one person, without an administrator.
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=LICENSE
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\rlscompanion.exe

[Files]
Source: "dist\rlscompanion\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\RLS Companion"; Filename: "{app}\rlscompanion.exe"
Name: "{autodesktop}\RLS Companion"; Filename: "{app}\rlscompanion.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "An icon on the desktop"; Flags: unchecked

[Run]
Filename: "{app}\rlscompanion.exe"; Description: "Open RLS Companion"; Flags: nowait postinstall skipifsilent

; The sleep log lies in %LOCALAPPDATA%\rlscompanion and stays there when the program is removed.
