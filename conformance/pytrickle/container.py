"""Runs a stream through a container made with PyPI's pytrickle, in a running network, and prints what came of it.

    container.py READY_FILE DATA_DIR

of `headrace up --ready-file READY_FILE --data DATA_DIR`. Exit 1 when a check failed.
"""

import base64
import contextlib
import io
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import av
import numpy

FPS = 24
SECONDS = 20
SIZE = (384, 384)
PATIENCE_S = 90
NAME = "passes"


def ask(url, body=None, headers=None):
    """Status and text of an answer."""
    request = urllib.request.Request(url, data=body, headers=headers or {}, method="GET" if body is None else "POST")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def check(what, good, result):
    print(f"{what:<58} {'ok    ' if good else 'FAILED'} {result}", flush=True)
    return good


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextlib.contextmanager
def container(orchestrator, secret):
    port = free_port()
    environment = {**os.environ, "ORCH_URL": orchestrator, "ORCH_SECRET": secret, "CAPABILITY_NAME": NAME,
                   "CAPABILITY_URL": f"http://127.0.0.1:{port}", "CAPABILITY_PRICE_PER_UNIT": "1000"}
    app = subprocess.Popen([sys.executable, "-B", pathlib.Path(__file__).with_name("app.py"), str(port)],
                           env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        app.kill()
        app.wait()


def begin(gateway):
    """As soon as the container is offered."""
    parameters = {"enable_video_ingress": True, "enable_video_egress": True, "enable_data_output": True}
    job = {"request": "{}", "parameters": json.dumps(parameters), "capability": NAME, "timeout_seconds": 70}
    header = base64.b64encode(json.dumps(job).encode()).decode()
    size = {"width": SIZE[0], "height": SIZE[1]}
    body = json.dumps({"stream_name": "film", "params": json.dumps(size)}).encode()
    until = time.monotonic() + PATIENCE_S
    while True:
        status, text = ask(gateway + "/process/stream/start", body, {"Livepeer": header})
        if status == 200 or time.monotonic() > until:
            return status, text
        time.sleep(1)


def publish(address):
    """So many seconds of a picture that changes, at the pace at which a camera has them."""
    with av.open(address, "w", format="flv") as encoder:
        stream = encoder.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(FPS)}
        begun = time.monotonic()
        for number in range(SECONDS * FPS):
            picture = numpy.full((SIZE[1], SIZE[0], 3), number % 200 + 20, numpy.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            encoder.mux(stream.encode(frame))
            time.sleep(max(0, begun + number / FPS - time.monotonic()))
        encoder.mux(stream.encode(None))


def read_lines(address, into):
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer, contextlib.suppress(OSError):
        for line in answer:
            if line.startswith(b"data: "):
                # pytrickle tells what it was given since the last line as a list of texts.
                into.extend(json.loads(text) for text in json.loads(line[6:]))


class Player:
    """Fetches the segments of a playlist as they appear, until it is closed."""

    def __init__(self, playlist):
        self.playlist = playlist
        self.segments = {}
        self.enough = threading.Event()
        self.thread = threading.Thread(target=self.play)
        self.thread.start()

    def play(self):
        while not self.enough.wait(0.5):
            status, text = ask(self.playlist)
            for name in text.decode().splitlines() if status == 200 else ():
                if name and not name.startswith("#") and name not in self.segments:
                    self.segments[name] = ask(urllib.parse.urljoin(self.playlist, name))[1]

    def close(self):
        self.enough.set()
        self.thread.join()

    def pictures(self):
        with av.open(io.BytesIO(b"".join(self.segments.values())), "r", format="mpegts") as film:
            return sum(1 for _ in film.decode(video=0))


def run(gateway):
    status, text = begin(gateway)
    if not check("a stream begins in the container", status == 200, status if status == 200 else text):
        return False
    urls, lines = json.loads(text), []
    threading.Thread(target=read_lines, args=(urls["data_url"], lines), daemon=True).start()
    player = Player(f"{gateway}/live/video-to-video/{urls['stream_id']}-out/index.m3u8")
    publisher = threading.Thread(target=publish, args=(urls["rtmp_url"],))
    publisher.start()
    time.sleep(SECONDS / 2)
    updated, answer = ask(urls["update_url"], b'{"prompt":"new"}', {"Content-Type": "application/json"})
    _, standing = ask(urls["status_url"])
    publisher.join()
    time.sleep(3)
    player.close()
    stopped, gone = ask(urls["stop_url"], b"{}")[0], ask(urls["stop_url"], b"{}")[0]
    told = [line["pictures"] for line in lines]
    wanted = SECONDS * FPS
    return all([
        check("pictures are published by RTMP, and it computes them", told and told[-1] >= 0.7 * wanted,
              f"{told[-1] if told else 0} of {wanted}"),
        check("viewers get them", player.pictures() >= 0.6 * wanted, f"{player.pictures()} of {wanted}"),
        check("it is told parameters", updated == 200 and lines and lines[-1]["parameters"].get("prompt") == "new",
              f"{updated} {answer.decode()}"),
        check("the status names its orchestrator", "orchestrator" in json.loads(standing), ""),
        check("it stops once", (stopped, gone) == (200, 404), f"{stopped}, then {gone}"),
    ])


def main(ready_file, data):
    network = json.loads(pathlib.Path(ready_file).read_text())
    orchestrator = network["orchestrators"][0]
    secret = pathlib.Path(data, orchestrator["name"], "orch.secret").read_text().strip()
    with container(orchestrator["uri"], secret):
        sys.exit(0 if run(network["gateway"]["http"]) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
