package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of a document that names channels. The network's fields hold addresses alone; what only nodes of ours know
 * stands in one object beside them, which is left out where there is nothing of the kind:
 *
 * <pre>
 *     "headrace": {
 *       "sound_input_url": …, "sound_output_url": …,
 *       "tokens": {"control": …, "events": …, "input": …, "output": …, "sound_input": …, "sound_output": …, "trace": …},
 *       "trace_url": …}
 * </pre>
 */
final class ChannelFields {

    static final String OWN = "headrace";

    private static final String CONTROL_URL = "control_url";
    private static final String EVENTS_URL = "events_url";
    private static final String SOUND_INPUT_URL = "sound_input_url";
    private static final String SOUND_OUTPUT_URL = "sound_output_url";
    private static final String TRACE_URL = "trace_url";

    private ChannelFields() {}

    /** The channels that peers of a session look at from two sides. */
    record Sides(String inputUrl, String outputUrl) {
        static final Sides OF_GATEWAY = new Sides("publish_url", "subscribe_url");
        static final Sides OF_RUNNER = new Sides("subscribe_url", "publish_url");
    }

    /** Adds what stands first in the order of names. */
    static JsonObject first(SessionChannels channels) {
        return new JsonObject()
                .text(CONTROL_URL, channels.control().url())
                .text(EVENTS_URL, channels.events().url());
    }

    static JsonObject addOwn(JsonObject document, SessionChannels channels) {
        var tokens = tokens(channels);
        if (channels.own().isEmpty() && tokens.isEmpty()) {
            return document;
        }
        var own = new JsonObject();
        channels.own()
                .ifPresent(more -> own.text(SOUND_INPUT_URL, more.soundInput().url())
                        .text(SOUND_OUTPUT_URL, more.soundOutput().url()));
        tokens.ifPresent(secret -> own.json("tokens", secret));
        channels.own().ifPresent(more -> own.text(TRACE_URL, more.trace().url()));
        return document.json(OWN, own.toString());
    }

    private static Optional<String> tokens(SessionChannels channels) {
        var all = Stream.concat(
                Stream.of(channels.input(), channels.output(), channels.control(), channels.events()),
                channels.own().stream().flatMap(own -> Stream.of(own.soundInput(), own.soundOutput(), own.trace())));
        if (all.allMatch(point -> point.token().isEmpty())) {
            return Optional.empty();
        }
        var tokens = new JsonObject()
                .textIfAny("control", channels.control().token())
                .textIfAny("events", channels.events().token())
                .textIfAny("input", channels.input().token())
                .textIfAny("output", channels.output().token());
        channels.own()
                .ifPresent(
                        own -> tokens.textIfAny("sound_input", own.soundInput().token())
                                .textIfAny("sound_output", own.soundOutput().token())
                                .textIfAny("trace", own.trace().token()));
        return Optional.of(tokens.toString());
    }

    static SessionChannels read(JsonFields fields, Sides sides) throws UnreadableException {
        var own = fields.object(OWN);
        var tokens = own.object("tokens");
        return new SessionChannels(
                point(fields, sides.inputUrl(), tokens, "input"),
                point(fields, sides.outputUrl(), tokens, "output"),
                point(fields, CONTROL_URL, tokens, "control"),
                point(fields, EVENTS_URL, tokens, "events"),
                own.text(TRACE_URL).isEmpty() ? Optional.empty() : Optional.of(own(own, tokens)));
    }

    private static SessionChannels.Own own(JsonFields own, JsonFields tokens) throws UnreadableException {
        return new SessionChannels.Own(
                point(own, SOUND_INPUT_URL, tokens, "sound_input"),
                point(own, SOUND_OUTPUT_URL, tokens, "sound_output"),
                point(own, TRACE_URL, tokens, "trace"));
    }

    private static ChannelPoint point(JsonFields urls, String url, JsonFields tokens, String token)
            throws UnreadableException {
        return new ChannelPoint(LiveBody.required(urls, url).replaceFirst("/+$", ""), tokens.text(token));
    }
}
