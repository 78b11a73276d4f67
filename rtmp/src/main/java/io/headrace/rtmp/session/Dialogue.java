package io.headrace.rtmp.session;

import io.headrace.rtmp.codec.Amf;
import io.headrace.rtmp.codec.Command;
import io.headrace.rtmp.codec.ProtocolViolation;
import io.headrace.rtmp.flv.Codecs;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of a client, up to its wish to publish, and its goodbye.
 *
 * <pre>
 * Silent     connect ──▶ Connected
 * Connected  publish ──▶ Published      (one publication per connection)
 * Published  FCUnpublish, closeStream, deleteStream ──▶ Done
 * any        play ──▶ sent away;  calls without meaning for a publisher ──▶ an empty result, or nothing
 * </pre>
 */
final class Dialogue {
    /** The only message stream there is. */
    static final int STREAM = 1;

    private static final String OFFER = "fourCcList";

    private static final Amf SUCCESS = new Amf.Members(Map.of(
            "level", Amf.text("status"),
            "code", Amf.text(Status.CONNECTED.code()),
            "description", Amf.text("Connected"),
            "objectEncoding", Amf.number(0)));

    private sealed interface State {
        record Silent() implements State {}

        record Connected(String app, String tcUrl) implements State {}

        record Published() implements State {}

        record Done() implements State {}
    }

    private final Outgoing out;
    private final InetSocketAddress client;
    private State state = new State.Silent();

    Dialogue(Outgoing out, InetSocketAddress client) {
        this.out = out;
        this.client = client;
    }

    /** Whether the client understands a status. */
    boolean connected() {
        return !(state instanceof State.Silent);
    }

    boolean done() {
        return state instanceof State.Done;
    }

    /** Answers a command, but for the wish to publish, which is returned. */
    Optional<PublishRequest> take(Command command) throws IOException {
        switch (command.name()) {
            case "connect" -> connect(command);
            case "releaseStream", "FCPublish", "_checkbw", "getStreamLength" ->
                out.result(command, Amf.NOTHING, Amf.NOTHING);
            case "createStream" -> out.result(command, Amf.NOTHING, Amf.number(STREAM));
            case "publish" -> {
                return Optional.of(publish(command));
            }
            case "FCUnpublish", "closeStream", "deleteStream" -> {
                if (state instanceof State.Published) {
                    state = new State.Done();
                }
            }
            case "play", "play2" ->
                throw new SessionEnded(
                        End.INVALID,
                        Status.PLAY_FAILED,
                        "This server takes streams by RTMP and gives none out; play them by HLS");
            default -> {
                // Servers differ in the calls they know; clients bear that.
            }
        }
        return Optional.empty();
    }

    private void connect(Command command) throws IOException {
        if (!(state instanceof State.Silent)) {
            throw new ProtocolViolation("A connection is connected once");
        }
        var wishes = command.members(0);
        state = new State.Connected(
                wishes.text("app").orElse(""), wishes.text("tcUrl").orElse(""));
        out.introduce(Acknowledgements.WINDOW_BYTES);
        out.result(command, properties(wishes), SUCCESS);
    }

    /** To a client of enhanced RTMP: the codecs of its offer that are taken. */
    private static Amf properties(Amf.Members wishes) {
        Map<String, Amf> properties = new LinkedHashMap<>();
        properties.put("fmsVer", Amf.text("FMS/3,5,7,7009"));
        properties.put("capabilities", Amf.number(31));
        if (wishes.values().get(OFFER) instanceof Amf.Items(var offered)) {
            properties.put(OFFER, new Amf.Items(taken(offered)));
        }
        return new Amf.Members(properties);
    }

    private static List<Amf> taken(List<Amf> offered) {
        return Codecs.FOUR_CC.stream()
                .map(Amf::text)
                .filter(code -> offered.contains(code) || offered.contains(Amf.text("*")))
                .toList();
    }

    private PublishRequest publish(Command command) throws IOException {
        return switch (state) {
            case State.Connected(var app, var tcUrl) -> {
                var name = command.text(1)
                        .orElseThrow(() ->
                                new SessionEnded(End.INVALID, Status.BAD_NAME, "The publish command names no stream"));
                state = new State.Published();
                yield PublishRequest.of(app, name, client, tcUrl);
            }
            case State.Silent() -> throw new ProtocolViolation("A client connects before it publishes");
            case State.Published(), State.Done() ->
                throw new SessionEnded(End.INVALID, Status.BAD_NAME, "One connection publishes one stream, once");
        };
    }
}
