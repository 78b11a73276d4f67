package io.headrace.wire.byoc;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The channels of a stream, as an orchestrator tells them to the gateway in headers and to the application in a document
 * (pipelines section 5.6). The application reads where the gateway publishes, and the other way about.
 *
 * @param ingress of video from the gateway; empty when the job has none
 * @param egress of video to the gateway; empty when the job has none
 * @param data of lines of JSON from the application; empty when the job has none
 */
public record StreamChannels(
        String control, String events, Optional<String> ingress, Optional<String> egress, Optional<String> data) {

    /** Of an orchestrator; the streams that exist are told apart by {@link JobHeader#streamId}. */
    public static final String START_PATH = "/ai/stream/start";

    public static final String STOP_PATH = "/ai/stream/stop";
    public static final String UPDATE_PATH = "/ai/stream/update";
    public static final String PAYMENT_PATH = "/ai/stream/payment";

    /** By which the application is told the stream's id. */
    public static final String STREAM_ID_HEADER = "X-Stream-Id";

    private static final String CONTROL = "X-Control-Url";
    private static final String EVENTS = "X-Events-Url";
    private static final String PUBLISH = "X-Publish-Url";
    private static final String SUBSCRIBE = "X-Subscribe-Url";
    private static final String DATA = "X-Data-Url";

    /** For the gateway. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(CONTROL, control);
        headers.put(EVENTS, events);
        ingress.ifPresent(url -> headers.put(PUBLISH, url));
        egress.ifPresent(url -> headers.put(SUBSCRIBE, url));
        data.ifPresent(url -> headers.put(DATA, url));
        return headers;
    }

    /** @param headers finds the first value of a header by its name, in any case */
    public static StreamChannels decode(Function<String, Optional<String>> headers) throws UnreadableException {
        var control = headers.apply(CONTROL);
        var events = headers.apply(EVENTS);
        if (control.isEmpty() || events.isEmpty()) {
            throw new UnreadableException("an answer without " + CONTROL + " and " + EVENTS);
        }
        return new StreamChannels(
                control.get(), events.get(), headers.apply(PUBLISH), headers.apply(SUBSCRIBE), headers.apply(DATA));
    }

    /**
     * For the application: what the client said, and the channels. A client cannot put its own addresses in their place,
     * as it can with existing orchestrators.
     *
     * @param client a JSON object
     */
    public String start(String client, String streamId) throws UnreadableException {
        var start = JsonDocument.parse(client, "byoc.StreamStart", StreamStart.MAX_LENGTH)
                .without("publish_url", "subscribe_url", "data_url")
                .with("control_url", control)
                .with("events_url", events)
                .with("gateway_request_id", streamId);
        for (var channel : Map.of("subscribe_url", ingress, "publish_url", egress, "data_url", data)
                .entrySet()) {
            if (channel.getValue().isPresent()) {
                start = start.with(channel.getKey(), channel.getValue().get());
            }
        }
        return start.sorted();
    }
}
