package io.headrace.rtmp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads AMF0 values one after another. */
public final class AmfReader {
    private static final int NUMBER = 0;
    private static final int BOOLEAN = 1;
    private static final int STRING = 2;
    private static final int OBJECT = 3;
    private static final int NULL = 5;
    private static final int UNDEFINED = 6;
    private static final int ECMA_ARRAY = 8;
    private static final int OBJECT_END = 9;
    private static final int STRICT_ARRAY = 10;
    private static final int DATE = 11;
    private static final int LONG_STRING = 12;

    private final ByteBuffer in;
    private final WireLimits limits;

    /** Reads from the position of the buffer on, and moves it. */
    public AmfReader(ByteBuffer in, WireLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    public boolean hasMore() {
        return in.hasRemaining();
    }

    public Amf read() throws ProtocolViolation {
        try {
            return value(in.get(), 1);
        } catch (BufferUnderflowException cut) {
            throw new ProtocolViolation("An AMF value goes on after the end of its message", cut);
        }
    }

    private Amf value(int kind, int depth) throws ProtocolViolation {
        if (depth > limits.amfDepth()) {
            throw new ProtocolViolation("AMF objects are nested deeper than " + limits.amfDepth());
        }
        return switch (kind) {
            case NUMBER -> new Amf.Real(in.getDouble());
            case BOOLEAN -> new Amf.Flag(in.get() != 0);
            case STRING -> new Amf.Text(string(Short.toUnsignedInt(in.getShort())));
            case LONG_STRING -> new Amf.Text(string(in.getInt()));
            case NULL, UNDEFINED -> Amf.NOTHING;
            case OBJECT -> members(depth);
            case ECMA_ARRAY -> {
                in.getInt();
                yield members(depth);
            }
            case STRICT_ARRAY -> items(depth);
            case DATE -> date();
            default -> throw new ProtocolViolation("AMF values of kind " + kind + " are not taken");
        };
    }

    private Amf date() {
        double sinceEpochMs = in.getDouble();
        in.getShort();
        return new Amf.Real(sinceEpochMs);
    }

    private Amf members(int depth) throws ProtocolViolation {
        Map<String, Amf> values = new LinkedHashMap<>();
        while (true) {
            var name = string(Short.toUnsignedInt(in.getShort()));
            int kind = in.get();
            if (name.isEmpty() && kind == OBJECT_END) {
                return new Amf.Members(values);
            }
            values.put(name, value(kind, depth + 1));
        }
    }

    private Amf items(int depth) throws ProtocolViolation {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new ProtocolViolation(
                    "An AMF array of " + count + " values in " + in.remaining() + " bytes cannot be");
        }
        List<Amf> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(in.get(), depth + 1));
        }
        return new Amf.Items(values);
    }

    private String string(int bytes) throws ProtocolViolation {
        if (bytes < 0 || bytes > limits.amfStringBytes()) {
            throw new ProtocolViolation(
                    "An AMF string has " + bytes + " bytes; at most " + limits.amfStringBytes() + " are taken");
        }
        var text = new byte[bytes];
        in.get(text);
        return new String(text, UTF_8);
    }
}
