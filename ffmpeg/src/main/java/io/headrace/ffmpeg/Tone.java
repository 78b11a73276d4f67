package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.MediaTime;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/** A steady 440 Hz in stereo, as AAC. */
final class Tone implements AutoCloseable {

    private static final int RATE = 48_000;
    private static final double HERTZ = 440;
    private static final double LOUDNESS = 0.2;

    private final SoundEncoder encoder;
    private final Output output;
    private final int stream;
    private final AVPacket packet = av_packet_alloc();
    private long samples;

    private Tone(SoundEncoder encoder, Output output) throws LibavException {
        this.encoder = encoder;
        this.output = output;
        this.stream = output.add(encoder.parameters());
    }

    static Tone begin(Output output) throws LibavException {
        return new Tone(SoundEncoder.aac(RATE, 2), output);
    }

    /** Sounds until this time is reached. */
    void until(long ticks) throws LibavException {
        while (samples * MediaTime.TICKS_PER_SECOND / RATE < ticks) {
            var frame = encoder.frame(encoder.frameSize());
            try {
                fill(frame);
                frame.pts(samples);
                samples += encoder.frameSize();
                encoder.send(frame);
            } finally {
                av_frame_free(frame);
            }
            write();
        }
    }

    private void fill(AVFrame frame) {
        float[] wave = new float[encoder.frameSize()];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = (float) (LOUDNESS * Math.sin(2 * Math.PI * HERTZ * (samples + i) / RATE));
        }
        for (int channel = 0; channel < 2; channel++) {
            new FloatPointer(frame.data(channel)).put(wave);
        }
    }

    void finish() throws LibavException {
        encoder.drain();
        write();
    }

    private void write() throws LibavException {
        while (encoder.receive(packet)) {
            output.write(packet, stream, encoder.timeBase());
        }
    }

    @Override
    public void close() {
        encoder.close();
        av_packet_free(packet);
    }
}
