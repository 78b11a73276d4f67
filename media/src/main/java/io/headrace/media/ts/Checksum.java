package io.headrace.media.ts;

/** CRC-32 of MPEG sections (ISO/IEC 13818-1 annex A): 0x04c11db7, most significant bit first, no final inversion. */
final class Checksum {

    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] TABLE = table();

    private Checksum() {}

    /** Zero for a section with its own checksum at the end. */
    static int of(byte[] bytes, int from, int to) {
        int sum = -1;
        for (int i = from; i < to; i++) {
            sum = sum << 8 ^ TABLE[(sum >>> 24 ^ bytes[i]) & 0xff];
        }
        return sum;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int sum = i << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                sum = sum < 0 ? sum << 1 ^ POLYNOMIAL : sum << 1;
            }
            table[i] = sum;
        }
        return table;
    }
}
