"""Segments of test video, and what is in segments that came back."""

import io

import av
import numpy

FPS = 24
SIZE = (384, 384)


def segments(count):
    """So many of one second each, self-contained, the clock running through: MPEG-TS with H.264."""
    return [_segment(index) for index in range(count)]


def _segment(index):
    file = io.BytesIO()
    with av.open(file, "w", format="mpegts") as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(FPS)}
        for number in range(index * FPS, (index + 1) * FPS):
            picture = numpy.full((SIZE[1], SIZE[0], 3), number % 200 + 20, numpy.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def pictures(segment):
    with av.open(io.BytesIO(segment), "r", format="mpegts") as container:
        return sum(1 for _ in container.decode(video=0))
