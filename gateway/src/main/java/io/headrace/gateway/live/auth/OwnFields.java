package io.headrace.gateway.live.auth;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What our gateways understand in a stream's configuration beside the network's fields; others pass it over.
 *
 * <pre>
 *     "keep": "window" / "everything" / "recording"
 *     "source": true / false, whether the source is played beside its renditions
 * </pre>
 */
record OwnFields(Optional<Keeping> keeping, Optional<SourceRendition> sourceRendition) {

    static final OwnFields NONE = new OwnFields(Optional.empty(), Optional.empty());

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param json an object that was read before
     * @throws IllegalArgumentException when one of the two has another value
     */
    static OwnFields read(String json) {
        var object = JSON.readTree(json);
        var keep = object.path("keep");
        var source = object.path("source");
        if (!(keep.isMissingNode() || keep.isNull() || keep.isString())
                || !(source.isMissingNode() || source.isNull() || source.isBoolean())) {
            throw new IllegalArgumentException("\"keep\" is a text and \"source\" true or false");
        }
        return new OwnFields(
                keep.isString() ? Optional.of(keeping(keep.stringValue())) : Optional.empty(),
                source.isBoolean()
                        ? Optional.of(source.booleanValue() ? SourceRendition.PLAYED : SourceRendition.LEFT_OUT)
                        : Optional.empty());
    }

    private static Keeping keeping(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "window" -> Keeping.WINDOW;
            case "everything" -> Keeping.EVERYTHING;
            case "recording" -> Keeping.RECORDING;
            default ->
                throw new IllegalArgumentException(
                        "\"keep\" is \"window\", \"everything\" or \"recording\", not \"" + text + "\"");
        };
    }

    /** These, and where they say nothing the others. */
    OwnFields or(OwnFields others) {
        return new OwnFields(keeping.or(others::keeping), sourceRendition.or(others::sourceRendition));
    }
}
