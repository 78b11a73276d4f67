package io.headrace.rtmp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call, an answer to one, or a status (RTMP 1.0, section 7.2).
 *
 * @param transaction names the call that an answer belongs to; 0 when no answer is expected
 * @param values the command object, which may be nothing, and the arguments
 */
public record Command(String name, double transaction, List<Amf> values) {
    public Command {
        values = List.copyOf(values);
    }

    public static Command of(String name, double transaction, Amf... values) {
        return new Command(name, transaction, List.of(values));
    }

    /** Reads one in AMF0, or in the envelope of AMF3: a byte 0 in front of AMF0. */
    public static Command parse(Message message, WireLimits limits) throws ProtocolViolation {
        var payload = message.payload();
        if (message.type() == Message.COMMAND_AMF3 && payload.hasRemaining()) {
            payload.get();
        }
        var reader = new AmfReader(payload, limits);
        if (!(reader.read() instanceof Amf.Text(var name))) {
            throw new ProtocolViolation("A command begins with its name");
        }
        double transaction = reader.hasMore() && reader.read() instanceof Amf.Real(var number) ? number : 0;
        List<Amf> values = new ArrayList<>();
        while (reader.hasMore()) {
            values.add(reader.read());
        }
        return new Command(name, transaction, values);
    }

    public Message toMessage(int streamId) {
        var writer = new AmfWriter().write(Amf.text(name)).write(Amf.number(transaction));
        values.forEach(writer::write);
        return new Message(Message.COMMAND_AMF0, 0, streamId, writer.written());
    }

    /** The members of the value at that place, where it has any. */
    public Amf.Members members(int index) {
        return index < values.size() && values.get(index) instanceof Amf.Members members
                ? members
                : new Amf.Members(Map.of());
    }

    public Optional<String> text(int index) {
        return index < values.size() && values.get(index) instanceof Amf.Text(var text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
