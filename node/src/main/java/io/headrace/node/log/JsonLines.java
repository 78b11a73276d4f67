package io.headrace.node.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the log as one JSON document: {@code {"at","level","logger","thread","message"}}, with {@code "job"},
 * {@code "stream"} and {@code "orchestrator"} (and whatever else the thread carries) where they are known, and
 * {@code "error"} with the stack trace of a failure.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = JSON.createObjectNode();
        line.put("at", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        event.getMDCPropertyMap().forEach(line::put);
        line.put("message", event.getFormattedMessage());
        Optional.ofNullable(event.getThrowableProxy())
                .ifPresent(failure -> line.put("error", ThrowableProxyUtil.asString(failure)));
        return (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
