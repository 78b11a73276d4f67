package io.headrace.models.batch.speak;

import com.sun.speech.freetts.audio.AudioPlayer;
import io.headrace.media.MediaBytes;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;

/**
 * Takes down what the voice says, in place of a loudspeaker. What comes after {@link #MAX_SECONDS} is dropped, and told. The voice
 * writes from a thread of its own.
 */
final class Recording implements AudioPlayer {

    static final int MAX_SECONDS = 600;

    private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
    private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);
    private boolean tooLong;

    @Override
    public synchronized void setAudioFormat(AudioFormat audioFormat) {
        format = audioFormat;
    }

    @Override
    public synchronized AudioFormat getAudioFormat() {
        return format;
    }

    @Override
    public synchronized boolean write(byte[] bytes, int offset, int size) {
        tooLong |= samples.size() + size > MAX_SECONDS * format.getFrameRate() * format.getFrameSize();
        if (!tooLong) {
            samples.write(bytes, offset, size);
        }
        return !tooLong;
    }

    @Override
    public boolean write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    synchronized boolean isTooLong() {
        return tooLong;
    }

    synchronized boolean isSilent() {
        return samples.size() == 0;
    }

    /** @param comment kept in the file: which voice it is */
    synchronized MediaBytes toWav(String comment) {
        return WavFile.of(samples.toByteArray(), format, comment);
    }

    @Override
    public void begin(int size) {}

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public boolean drain() {
        return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    @Override
    public float getVolume() {
        return 1;
    }

    @Override
    public void setVolume(float volume) {}

    @Override
    public long getTime() {
        return 0;
    }

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
}
