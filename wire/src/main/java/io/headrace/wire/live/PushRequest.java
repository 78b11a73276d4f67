package io.headrace.wire.live;

import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a push, judged before its body is read and in the order in which existing gateways judge: method,
 * configuration, extension, slice, name.
 */
public sealed interface PushRequest {

    record Accepted(PushUrl url, PushPath.Segment segment, PushHeaders headers) implements PushRequest {}

    record Refused(PushError error) implements PushRequest {}

    /**
     * @param method in upper case
     * @param headers finds the first value of a header by its name, in any case
     */
    static PushRequest parse(String method, PushUrl url, Function<String, Optional<String>> headers) {
        if (!method.equals("POST") && !method.equals("PUT")) {
            return new Refused(new PushError.WrongMethod(method, url));
        }
        var path = PushPath.parse(url);
        return switch (PushHeaders.parse(headers)) {
            case PushHeaders.Reading.Refused(var error) -> new Refused(first(error, path));
            case PushHeaders.Reading.Read(var read) ->
                switch (path) {
                    case PushPath.Refused(var error) -> new Refused(error);
                    case PushPath.Segment segment -> new Accepted(url, segment, read);
                };
        };
    }

    /** Of the two things that are wrong, the one that is looked at first. */
    private static PushError first(PushError ofHeaders, PushPath path) {
        return ofHeaders instanceof PushError.EmptySlice
                        && path instanceof PushPath.Refused(PushError.UnknownExtension extension)
                ? extension
                : ofHeaders;
    }
}
