package io.headrace.wire.live;

import io.headrace.media.ManifestId;
import io.headrace.wire.text.GoText;
import java.time.Duration;

/**
 * Why a gateway refuses a push, in the network's words (wire protocol section 3.7). It travels as plain text of one
 * line: {@link #text} and a newline.
 */
public sealed interface PushError {

    record WrongMethod(String method, PushUrl url) implements PushError {}

    /** The configuration header is no JSON, or a field of it has another type than it should. */
    record UnreadableConfiguration(String reason) implements PushError {}

    /** The segment is too large, or its client went away. */
    record UnreadableBody(String reason) implements PushError {}

    /** @param extension with its dot; empty when there is none */
    record UnknownExtension(String extension) implements PushError {}

    /** Slicing was asked for, and ends before it begins. */
    record EmptySlice(Duration from, Duration to) implements PushError {}

    /** The path names no stream. */
    record NoManifest(PushUrl url) implements PushError {}

    /** The webhook said no, or could not be asked. */
    record StreamDenied(PushUrl url) implements PushError {}

    /** Renditions that make no sense, contradicting profiles, too many streams. Only the log tells which. */
    record StreamNotCreated(PushUrl url) implements PushError {}

    /** No orchestrator could do better: the segment itself is bad. */
    record SegmentRejected(PushUrl url, ManifestId manifest, String reason) implements PushError {}

    /** Every attempt failed. */
    record SegmentFailed(PushUrl url, ManifestId manifest, String reason) implements PushError {}

    /** No orchestrator is left that would take the segment. */
    record NoSessions() implements PushError {}

    /** The refusal of a segment that claims to be longer than {@link PushHeaders#MAX_DURATION}, or negative. */
    static PushError invalidDuration(PushUrl url, ManifestId manifest, Duration duration) {
        return new SegmentFailed(url, manifest, "invalid duration " + GoText.seconds(duration));
    }

    /** Of the HTTP answer. */
    default int status() {
        return switch (this) {
            case UnreadableConfiguration _, UnknownExtension _, EmptySlice _, NoManifest _ -> 400;
            case StreamDenied _ -> 403;
            case WrongMethod _ -> 405;
            case SegmentRejected _ -> 422;
            case UnreadableBody _, StreamNotCreated _, SegmentFailed _ -> 500;
            case NoSessions _ -> 503;
        };
    }

    /** Without the newline that ends it on the wire. */
    default String text() {
        return switch (this) {
            case WrongMethod(var method, var url) ->
                "http push request wrong method=" + method + " url=" + url.target() + " host=" + url.host();
            case UnreadableConfiguration(var reason) ->
                "failed to parse transcode config header: " + GoText.quoted(reason);
            case UnreadableBody(var reason) -> "Error reading http request body: " + reason;
            case UnknownExtension(var extension) -> "ignoring file extension: " + extension;
            case EmptySlice(var from, var to) ->
                "Invalid slice config from=" + GoText.printed(from) + " to=" + GoText.printed(to);
            case NoManifest(var url) -> "Bad URL url=" + url;
            case StreamDenied(var url) -> "Could not create stream ID: url=" + url;
            case StreamNotCreated(var url) -> "Could not create stream ID: url=" + url;
            case SegmentRejected(var url, var manifest, var reason) -> processing(url, manifest, reason);
            case SegmentFailed(var url, var manifest, var reason) -> processing(url, manifest, reason);
            case NoSessions _ -> "No sessions available";
        };
    }

    private static String processing(PushUrl url, ManifestId manifest, String reason) {
        return "http push error processing segment url=" + url + " manifestID=" + manifest + " err="
                + GoText.quoted(reason);
    }
}
