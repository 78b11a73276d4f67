package io.headrace.models.frame;

/** What is done to each picture of one stream. For one thread. */
public interface FrameTransform extends AutoCloseable {

    /** Leaves pictures as they are. */
    FrameTransform IDENTITY = new FrameTransform() {
        @Override
        public Frame apply(Frame in) {
            return in;
        }

        @Override
        public boolean isIdentity() {
            return true;
        }

        @Override
        public void close() {}
    };

    /**
     * @return {@code in} itself, changed or not, or one that belongs to the transform and is good until the next call; its size
     *     may be another
     */
    Frame apply(Frame in) throws FrameException;

    /** True when it changes nothing: then pictures need not be brought into planes of floats and back. */
    default boolean isIdentity() {
        return false;
    }

    @Override
    void close();
}
