package io.headrace.models.frame.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few ONNX files that tests need, as Protocol Buffers by hand: ModelProto (ir_version 1, graph 7, opset_import 8),
 * GraphProto (node 1, name 2, initializer 5, input 11, output 12).
 */
public final class OnnxWriter {

    static final int FLOAT = 1;
    static final int UINT8 = 2;

    private static final int IR_VERSION = 9;
    private static final int OPSET = 18;
    private static final int INTS = 7;

    private final Message graph = new Message();

    /** A dimension of -1 may have any length. */
    OnnxWriter input(String name, int type, long... shape) {
        graph.message(11, tensor(name, type, shape));
        return this;
    }

    OnnxWriter output(String name, int type, long... shape) {
        graph.message(12, tensor(name, type, shape));
        return this;
    }

    OnnxWriter floats(String name, float[] values, long... shape) {
        var raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw.array(), shape);
    }

    OnnxWriter bytes(String name, byte[] values, long... shape) {
        return constant(name, UINT8, values, shape);
    }

    OnnxWriter node(String operator, List<String> inputs, String output) {
        return node(operator, inputs, output, "", new long[0]);
    }

    /** @param attribute a list of whole numbers; none if its name is empty */
    OnnxWriter node(String operator, List<String> inputs, String output, String attribute, long... values) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, operator + output).text(4, operator);
        if (!attribute.isEmpty()) {
            var list = new Message().text(1, attribute).number(20, INTS);
            for (long value : values) {
                list.number(8, value);
            }
            node.message(5, list);
        }
        graph.message(1, node);
        return this;
    }

    byte[] write() {
        graph.text(2, "test");
        return new Message()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPSET))
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
