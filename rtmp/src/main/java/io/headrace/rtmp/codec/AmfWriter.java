package io.headrace.rtmp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes AMF0 values one after another. */
public final class AmfWriter {
    private static final int LONGEST_SHORT_STRING = 0xffff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public AmfWriter write(Amf value) {
        switch (value) {
            case Amf.Real(var number) -> {
                out.write(0);
                out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
            }
            case Amf.Flag(var flag) -> {
                out.write(1);
                out.write(flag ? 1 : 0);
            }
            case Amf.Text(var text) -> writeText(text.getBytes(UTF_8));
            case Amf.Members members -> writeMembers(members);
            case Amf.Items(var items) -> {
                out.write(10);
                writeNumber(items.size(), 4);
                items.forEach(this::write);
            }
            case Amf.Nothing() -> out.write(5);
        }
        return this;
    }

    /** All that was written, from position 0 on. */
    public ByteBuffer written() {
        return ByteBuffer.wrap(out.toByteArray());
    }

    private void writeText(byte[] text) {
        boolean isShort = text.length <= LONGEST_SHORT_STRING;
        out.write(isShort ? 2 : 12);
        writeNumber(text.length, isShort ? 2 : 4);
        out.writeBytes(text);
    }

    private void writeMembers(Amf.Members members) {
        out.write(3);
        members.values().forEach((name, value) -> {
            var bytes = name.getBytes(UTF_8);
            writeNumber(bytes.length, 2);
            out.writeBytes(bytes);
            write(value);
        });
        writeNumber(9, 3);
    }

    private void writeNumber(int value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(value >> shift);
        }
    }
}
