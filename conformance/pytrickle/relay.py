"""Our trickle server in a process of its own."""

import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODULES = ("trickle-http/target/test-classes", "trickle-http/target/classes", "trickle/target/classes",
           "transport/target/classes", "machine/target/classes")
LIBRARIES = ROOT / "node/target/headrace/lib"


class Relay:
    """Runs while the `with` block does; `base` is the address below which its channels are."""

    def __init__(self, channels):
        self.channels = channels
        self.folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        if not (ROOT / MODULES[0]).is_dir() or not LIBRARIES.is_dir():
            raise SystemExit("The server is not built: run ./headrace version in " + str(ROOT) + " first")
        class_path = os.pathsep.join([str(ROOT / module) for module in MODULES] + [str(LIBRARIES / "*")])
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        self.process = subprocess.Popen(
            [java, "-cp", class_path, "io.headrace.tricklehttp.RelayProcess", self.folder.name, *self.channels],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip()
        if not self.base:
            raise SystemExit("The server did not start; it needs Java 25, which JAVA_HOME names")
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.folder.cleanup()
