package io.headrace.wire.batch.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A stranger's file, read number by number from its beginning, most significant byte first. One thread. */
final class HeadBytes {

    /** Boxes or elements of one file: more than any film has that is taken. */
    private static final int MOST_ELEMENTS = 2_000_000;

    private static final int MOST_DEPTH = 16;

    private final InputStream file;
    private long position;
    private int elements;
    private int depth;

    HeadBytes(InputStream file) {
        this.file = file;
    }

    /** The file is not what it says. */
    static final class BrokenException extends Exception {
        BrokenException(String message) {
            super(message);
        }
    }

    long position() {
        return position;
    }

    /** One more box or element begins here. */
    void count() throws BrokenException {
        if (++elements > MOST_ELEMENTS) {
            throw new BrokenException("more than " + MOST_ELEMENTS + " elements");
        }
    }

    /** What follows stands within the one that began last; {@link #leave} when that is over. */
    void enter() throws BrokenException {
        if (++depth > MOST_DEPTH) {
            throw new BrokenException("elements within each other, more than " + MOST_DEPTH);
        }
    }

    void leave() {
        depth--;
    }

    /** The next byte; negative at the end of the file. */
    int next() throws IOException {
        int value = file.read();
        position += value < 0 ? 0 : 1;
        return value;
    }

    int one() throws IOException, BrokenException {
        int value = next();
        if (value < 0) {
            throw new BrokenException("it ends at byte " + position);
        }
        return value;
    }

    /** Of 16 bits. */
    int half() throws IOException, BrokenException {
        return one() << 8 | one();
    }

    /** Of 32 bits. */
    int number() throws IOException, BrokenException {
        return half() << 16 | half();
    }

    /** Of 64 bits. */
    long large() throws IOException, BrokenException {
        return (long) number() << 32 | Integer.toUnsignedLong(number());
    }

    /** Goes on to a place further on; what is missing at the end of the file is not missed. */
    void to(long place) throws IOException, BrokenException {
        if (place < position) {
            throw new BrokenException("an element ends at " + place + ", before " + position);
        }
        try {
            file.skipNBytes(place - position);
        } catch (EOFException cutOff) {
            // The next read tells.
        }
        position = place;
    }
}
