package io.headrace.models.frame.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few ONNX files that tests need and that training ends with, as Protocol Buffers by hand: ModelProto (ir_version 1,
 * graph 7, opset_import 8, metadata_props 14), GraphProto (node 1, name 2, initializer 5, input 11, output 12).
 */
public final class OnnxWriter {

    public static final int FLOAT = 1;
    static final int UINT8 = 2;
    private static final int INT64 = 7;

    private static final int IR_VERSION = 9;
    private static final int OPSET = 18;

    private final Message graph = new Message();
    private final Message metadata = new Message();

    /** A setting of a node. */
    public sealed interface Attribute {
        String name();

        /** As AttributeProto numbers it. */
        private int type() {
            return switch (this) {
                case Whole _ -> 2;
                case Text _ -> 3;
                case Wholes _ -> 7;
            };
        }

        record Whole(String name, long value) implements Attribute {}

        record Text(String name, String value) implements Attribute {}

        record Wholes(String name, List<Long> values) implements Attribute {}

        static Attribute of(String name, long value) {
            return new Whole(name, value);
        }

        static Attribute of(String name, String value) {
            return new Text(name, value);
        }

        static Attribute list(String name, Long... values) {
            return new Wholes(name, List.of(values));
        }
    }

    /** A dimension of -1 may have any length. */
    public OnnxWriter input(String name, int type, long... shape) {
        graph.message(11, tensor(name, type, shape));
        return this;
    }

    public OnnxWriter output(String name, int type, long... shape) {
        graph.message(12, tensor(name, type, shape));
        return this;
    }

    public OnnxWriter floats(String name, float[] values, long... shape) {
        var raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw.array(), shape);
    }

    public OnnxWriter bytes(String name, byte[] values, long... shape) {
        return constant(name, UINT8, values, shape);
    }

    public OnnxWriter wholes(String name, long... values) {
        var raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw.array(), values.length);
    }

    /** What is said of the model in its file. */
    public OnnxWriter said(String name, String value) {
        metadata.message(14, new Message().text(1, name).text(2, value));
        return this;
    }

    public OnnxWriter node(String operator, List<String> inputs, String output, Attribute... attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, operator + output).text(4, operator);
        for (var attribute : attributes) {
            node.message(5, attribute(attribute));
        }
        graph.message(1, node);
        return this;
    }

    private static Message attribute(Attribute attribute) {
        var message = new Message().text(1, attribute.name()).number(20, attribute.type());
        switch (attribute) {
            case Attribute.Whole(var _, var value) -> message.number(3, value);
            case Attribute.Text(var _, var value) -> message.text(4, value);
            case Attribute.Wholes(var _, var values) -> values.forEach(value -> message.number(8, value));
        }
        return message;
    }

    public byte[] write() {
        graph.text(2, "headrace");
        return new Message()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPSET))
                .joined(metadata)
                .bytes();
    }

    private OnnxWriter constant(String name, int type, byte[] raw, long... shape) {
        var tensor = new Message();
        for (long dimension : shape) {
            tensor.number(1, dimension);
        }
        graph.message(5, tensor.number(2, type).text(8, name).raw(9, raw));
        return this;
    }

    private static Message tensor(String name, int type, long... shape) {
        var dimensions = new Message();
        for (int i = 0; i < shape.length; i++) {
            dimensions.message(1, shape[i] < 0 ? new Message().text(2, name + i) : new Message().number(1, shape[i]));
        }
        var tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A message of Protocol Buffers: fields by their numbers. */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int LENGTH = 2;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            return varint((long) field << 3 | VARINT).varint(value);
        }

        Message raw(int field, byte[] value) {
            varint((long) field << 3 | LENGTH).varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        /** All fields of another. */
        Message joined(Message other) {
            out.writeBytes(other.bytes());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }
    }
}
