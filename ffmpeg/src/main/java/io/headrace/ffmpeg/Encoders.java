package io.headrace.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Where the renditions of a segment get their encoders, and what becomes of them afterwards. Called by any thread. */
interface Encoders extends AutoCloseable {

    /** @param like a picture as it will come: its colours and the shape of its pixels are told in the output */
    Encoder take(EncoderOrder order, AVFrame like) throws LibavException, RefusedException;

    /** Takes one back that was drained and has told all its packets; one that failed is closed instead. */
    void giveBack(Encoder encoder);

    @Override
    void close();

    /** In software: opened for each segment, closed after it. */
    final class Software implements Encoders {
        @Override
        public Encoder take(EncoderOrder order, AVFrame like) throws LibavException, RefusedException {
            return Encoder.open(order.profile(), order.size(), order.preset(), like, order.expected());
        }

        @Override
        public void giveBack(Encoder encoder) {
            encoder.close();
        }

        @Override
        public void close() {}
    }
}
