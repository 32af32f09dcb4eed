"""Starts a private D-Bus session bus for tests."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.processes import end_process, is_listening, start_process
from tests.waiting import wait_until

# No service of the system's is ever started on it.
_BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def start_bus(
    socket: Path, configuration: Path, environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a bus that listens at the path `socket`; the caller must end the bus."""
    configuration.write_text(_BUS_CONFIGURATION.format(socket=socket))
    daemon = start_process(["dbus-daemon", f"--config-file={configuration}", "--nofork"], environment, log)
    try:
        wait_until(lambda: is_listening(socket), "the session bus")
    except BaseException:
        end_process(daemon)
        raise
    return daemon
