"""A container made with pytrickle, which gives pictures back as they are and tells what it has seen and been told.

It registers itself, as pytrickle does: by ORCH_URL, ORCH_SECRET, CAPABILITY_NAME and CAPABILITY_URL.
"""

import asyncio
import json
import sys

from pytrickle import StreamProcessor
from pytrickle.utils.register import RegisterCapability

PICTURES_A_LINE = 24


class Passes:

    def __init__(self):
        self.pictures = 0
        self.parameters = {}
        self.processor = None

    async def begin(self, parameters):
        self.pictures = 0
        self.parameters = dict(parameters or {})

    async def update(self, parameters):
        self.parameters.update(parameters)

    async def video(self, frame):
        self.pictures += 1
        if self.pictures % PICTURES_A_LINE == 0:
            await self.processor.send_data(json.dumps({"pictures": self.pictures, "parameters": self.parameters}))
        return frame


async def main(port):
    passes = Passes()
    passes.processor = StreamProcessor(
        video_processor=passes.video, param_updater=passes.update, on_stream_start=passes.begin,
        name="passes", port=port, host="127.0.0.1")
    serving = asyncio.create_task(passes.processor.run_forever())
    if not await RegisterCapability.register():
        sys.exit("The orchestrator does not take the registration")
    await serving


asyncio.run(main(int(sys.argv[1])))
