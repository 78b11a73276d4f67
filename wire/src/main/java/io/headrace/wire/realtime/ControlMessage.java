package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Set;

/**
 * One segment of the control channel, from gateway to runner (real-time reference section 6.5). What carries our name is
 * sent only to runners whose start request had an object of that name.
 */
public sealed interface ControlMessage {

    /** Nothing is meant; to be ignored. */
    record KeepAlive() implements ControlMessage {}

    /**
     * From now on these hold, and none of before.
     *
     * @param json an object
     */
    record Parameters(String json) implements ControlMessage {}

    /**
     * The output of another runner goes on here: pictures up to this one are decoded and transformed, but not put out; the
     * first that is put out is a keyframe with its parameter sets. Comes before the media.
     *
     * @param after presentation time of the last picture that was delivered, in 1/90000 s
     */
    record Resume(long after) implements ControlMessage {}

    /** The next picture that is put out is a keyframe with its parameter sets. */
    record KeyframeWanted() implements ControlMessage {}

    default String encode() {
        return switch (this) {
            case KeepAlive() -> "{\"keep\":\"alive\"}";
            case Parameters(var json) -> json;
            case Resume(long after) ->
                own(new JsonObject()
                        .json("resume", new JsonObject().number("after", after).toString()));
            case KeyframeWanted() -> own(new JsonObject().flag("keyframe", true));
        };
    }

    private static String own(JsonObject message) {
        return new JsonObject().json(ChannelFields.OWN, message.toString()).toString();
    }

    /**
     * @throws UnreadableException when it is no JSON object, or one of ours that this version does not know; both are to
     *     be passed over
     */
    static ControlMessage decode(String json) throws UnreadableException {
        var fields = LiveBody.fields(json, "map[string]interface {}");
        if (fields.names().equals(Set.of(ChannelFields.OWN))) {
            return own(fields.object(ChannelFields.OWN));
        }
        return fields.isText("keep", "alive") && fields.names().size() == 1
                ? new KeepAlive()
                : new Parameters(json.strip());
    }

    private static ControlMessage own(JsonFields fields) throws UnreadableException {
        if (fields.flag("keyframe")) {
            return new KeyframeWanted();
        }
        var after = fields.object("resume").whole("after");
        return new Resume(after.orElseThrow(
                () -> new UnreadableException("neither keyframe nor resume.after in a control message")));
    }
}
