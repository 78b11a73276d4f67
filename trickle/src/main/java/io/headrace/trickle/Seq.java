package io.headrace.trickle;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The numbers of segments: gap-free from 0; two negative ones stand for a place relative to the live edge. */
public final class Seq {
    /** The segment that is not yet started: for a publisher the one to write, for a subscriber the one to wait for. */
    public static final long NEXT = -1;

    /** The segment that was started last and may still be running; 0 in a channel that was never written. Subscribers only. */
    public static final long LATEST = -2;

    /** The largest number. */
    public static final long MAX = Long.MAX_VALUE >> 1;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,19}");

    private Seq() {}

    /** Empty for what is no decimal number, or too large; says nothing about the sign. */
    public static OptionalLong parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            long seq = Long.parseLong(text);
            return seq <= MAX ? OptionalLong.of(seq) : OptionalLong.empty();
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
