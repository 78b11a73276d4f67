package io.headrace.webrtc.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers within packets: most significant byte first. */
final class Word {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Word() {}

    static int at(byte[] packet, int offset) {
        return (int) INT.get(packet, offset);
    }

    static void put(byte[] packet, int offset, int value) {
        INT.set(packet, offset, value);
    }

    static int halfAt(byte[] packet, int offset) {
        return (short) SHORT.get(packet, offset) & 0xffff;
    }
}
