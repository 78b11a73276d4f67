package io.headrace.media.request;

/** What does the work of a media child: it is started for one device, and keeps to it. */
public sealed interface Device {

    /** The processor: software decodes, scales and encodes. */
    record Cpu() implements Device {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * An NVIDIA graphics card: NVDEC decodes, CUDA scales, NVENC encodes.
     *
     * @param index as the CUDA driver counts, 0 to {@value #MOST} − 1
     */
    record Nvidia(int index) implements Device {

        /** More are in no machine that we know of. */
        public static final int MOST = 16;

        public Nvidia {
            if (index < 0 || index >= MOST) {
                throw new IllegalArgumentException("NVIDIA devices are numbered 0 to " + (MOST - 1) + ": " + index);
            }
        }

        @Override
        public String toString() {
            return "nvidia:" + index;
        }
    }
}
