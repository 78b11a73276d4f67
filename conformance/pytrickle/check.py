"""Runs PyPI's pytrickle, unchanged, against our trickle server, and prints what it saw. Exit 1 when a check failed."""

import asyncio
import json
import logging
import sys
import time

import aiohttp
import pytrickle
from pytrickle import FrameProcessor, TrickleClient, TrickleProtocol, TricklePublisher, TrickleSubscriber

import media
from relay import Relay

PATIENCE_S = 60
CHUNK = bytes(range(256)) * 64
CHECKS = []


def check(what):
    def register(function):
        CHECKS.append((function.__name__.replace("_", "-"), what, function))
        return function
    return register


def expect(condition, otherwise):
    if not condition:
        raise AssertionError(otherwise)


async def close_channel(url):
    """As whoever made it does; pytrickle itself leaves channels open."""
    async with aiohttp.ClientSession() as session, session.delete(url, ssl=False) as answer:
        expect(answer.status == 200, f"DELETE was answered {answer.status}")


async def whole(segment):
    parts = []
    while part := await segment.read():
        parts.append(part)
    return b"".join(parts)


async def publish(publisher, *chunks, pause=0.0):
    async with await publisher.next() as segment:
        for chunk in chunks:
            await segment.write(chunk)
            await asyncio.sleep(pause)


async def publish_many(publisher, first, last):
    for seq in range(first, last + 1):
        await publish(publisher, b"%d:" % seq + CHUNK)
        await asyncio.sleep(0.05)


async def next_text(subscriber):
    segment = await subscriber.next()
    return None if segment is None else await whole(segment)


@check("20 segments of 3 writes arrive whole and in order")
async def order(url):
    async def read(subscriber):
        return [await next_text(subscriber) for _ in range(20)]

    async with TricklePublisher(url) as publisher, TrickleSubscriber(url, start_seq=0) as subscriber:
        reading = asyncio.create_task(read(subscriber))
        for seq in range(20):
            await publish(publisher, b"%d:" % seq, CHUNK, CHUNK, pause=0.1)
        got = await reading
    expect(got == [b"%d:" % seq + CHUNK + CHUNK for seq in range(20)], "the segments differ")
    return f"{sum(map(len, got)):,} bytes"


@check("bytes arrive while their segment is written")
async def prompt(url):
    delays = []
    async with TricklePublisher(url) as publisher, TrickleSubscriber(url) as subscriber:
        asking = asyncio.create_task(subscriber.next())
        async with await publisher.next() as writer:
            await writer.write(b"begin")
            segment = await asking
            expect(await segment.read() == b"begin", "the beginning differs")
            for _ in range(20):
                begun = time.perf_counter()
                await writer.write(b"more")
                expect(await segment.read() == b"more", "a write did not come alone")
                delays.append(time.perf_counter() - begun)
        expect(not await segment.read(), "the segment did not end")
    return f"write to read: median {sorted(delays)[10] * 1e3:.1f} ms, most {max(delays) * 1e3:.1f} ms"


@check("-2 joins the running segment, -1 the next")
async def joining(url):
    async with TricklePublisher(url) as publisher:
        await publish_many(publisher, 0, 3)
        async with TrickleSubscriber(url, start_seq=-1) as next_one, TrickleSubscriber(url) as running:
            asking = asyncio.create_task(next_one.next())
            seen = await running.next()
            await asyncio.sleep(0.2)
            await publish_many(publisher, 4, 4)
            expect((seen.seq(), (await asking).seq()) == (3, 4), "joined elsewhere")
    return "3 and 4"


@check("an evicted index leads to the live edge")
async def eviction(url):
    async with TricklePublisher(url) as publisher:
        await publish_many(publisher, 0, 11)
        async with TrickleSubscriber(url, start_seq=0) as subscriber:
            asking = asyncio.create_task(subscriber.next())
            await asyncio.sleep(0.2)
            await publish_many(publisher, 12, 12)
            seq = (await asking).seq()
    expect(seq == 12, f"at {seq}")
    return "from 0 to 12"


@check("30 subscribers read the same")
async def fan_out(url):
    subscribers = [TrickleSubscriber(url) for _ in range(30)]
    async with TricklePublisher(url) as publisher:
        reading = [asyncio.create_task(next_text(subscriber)) for subscriber in subscribers]
        await asyncio.sleep(0.3)
        await publish(publisher, CHUNK, CHUNK, pause=0.05)
        got = await asyncio.gather(*reading)
        for subscriber in subscribers:
            await subscriber.close()
    expect(got == [CHUNK + CHUNK] * 30, "some differ")
    return f"{len(got)} of 30"


@check("a publisher that leaves in mid-segment ends it")
async def abandoned(url):
    async with TrickleSubscriber(url) as subscriber:
        publisher = TricklePublisher(url)
        await publisher.start()
        asking = asyncio.create_task(subscriber.next())
        await (await publisher.next()).write(b"half")
        segment = await asking
        expect(await segment.read() == b"half", "the half differs")
        begun = time.perf_counter()
        await publisher.close()
        try:
            rest = await whole(segment)
        except aiohttp.ClientPayloadError:
            rest = b""
        expect(rest == b"", "there is more of it")
    return f"after {(time.perf_counter() - begun) * 1e3:.0f} ms"


@check("a closed channel is an end, not an error")
async def end(url):
    errors = []

    async def on_error(kind, _):
        errors.append(kind)

    async with TricklePublisher(url) as publisher, TrickleSubscriber(url, error_callback=on_error) as subscriber:
        asking = asyncio.create_task(next_text(subscriber))
        await publish(publisher, b"last")
        expect(await asking == b"last", "the last segment differs")
        waiting = asyncio.create_task(subscriber.next())
        await asyncio.sleep(0.2)
        begun = time.perf_counter()
        await close_channel(url)
        expect(await waiting is None, "there is another segment")
        expect(errors == [], f"it was told of {errors}")
    return f"after {(time.perf_counter() - begun) * 1e3:.0f} ms"


@check("an unknown channel is told at once")
async def unknown(url):
    errors = []

    async def on_error(kind, _):
        errors.append(kind)

    async with TrickleSubscriber(url + "-no", error_callback=on_error) as subscriber:
        expect(await subscriber.next() is None, "there is a segment")
    expect(errors == ["stream_not_found"], f"it was told of {errors}")
    return errors[0]


class Passes(FrameProcessor):
    """Changes nothing, and remembers what it was told."""

    def __init__(self):
        super().__init__()
        self.parameters = []

    async def load_model(self, **_):
        pass

    async def process_video_async(self, frame):
        return frame

    async def process_audio_async(self, frame):
        return [frame]

    async def update_params(self, params):
        self.parameters.append(params)


async def collect(url, into, read):
    async with TrickleSubscriber(url, start_seq=0) as subscriber:
        while (segment := await subscriber.next()) is not None:
            # A publisher that leaves ends the segment for which it had preconnected, without a byte.
            if body := await whole(segment):
                into.append(read(body))


@check("pytrickle as runner: 8 s of video in and out, parameters, events")
async def runner(url):
    events, output, processor = [], [], Passes()
    protocol = TrickleProtocol(url, url + "-out", url + "-control", url + "-events", width=384, height=384)
    client = TrickleClient(protocol, processor, control_handler=processor.update_params)
    running = asyncio.create_task(client.start("request"))
    readers = [asyncio.create_task(collect(url + "-out", output, media.pictures)),
               asyncio.create_task(collect(url + "-events", events, json.loads))]
    async with TricklePublisher(url, "video/mp2t") as feed, \
            TricklePublisher(url + "-control", "application/json") as control:
        for index, segment in enumerate(media.segments(8)):
            await publish(feed, *(segment[at:at + 8192] for at in range(0, len(segment), 8192)), pause=0.02)
            await asyncio.sleep(0.8)
            if index in (2, 4):
                await publish(control, b'{"keep":"alive"}' if index == 2 else b'{"prompt":"new","strength":0.5}')
        await close_channel(url)
        await running
    for channel in ("-out", "-events", "-control"):
        await close_channel(url + channel)
    await asyncio.gather(*readers)
    kinds = {event["event"]["type"] for event in events}
    expect(len(output) >= 3 and sum(output) >= 0.8 * 8 * media.FPS, f"pictures by segment: {output}")
    expect(processor.parameters == [{"prompt": "new", "strength": 0.5}], f"parameters: {processor.parameters}")
    expect({"heartbeat", "receive_first_ingest_segment"} <= kinds, f"events: {kinds}")
    return f"{sum(output)} of {8 * media.FPS} pictures in {len(output)} segments; {len(events)} events"


async def run(base):
    failed = 0
    for name, what, function in CHECKS:
        try:
            result = "ok    " + await asyncio.wait_for(function(base + name), PATIENCE_S)
        except Exception as failure:
            failed += 1
            result = f"FAILED {type(failure).__name__}: {failure}"
        print(f"{what:<66} {result}", flush=True)
    return failed


def main():
    logging.disable(logging.CRITICAL)
    names = [name for name, _, _ in CHECKS] + ["runner" + suffix for suffix in ("-out", "-control", "-events")]
    with Relay(names) as relay:
        print(f"pytrickle {pytrickle.__version__}, {len(CHECKS)} checks over {relay.base}")
        sys.exit(1 if asyncio.run(run(relay.base)) else 0)


if __name__ == "__main__":
    main()
