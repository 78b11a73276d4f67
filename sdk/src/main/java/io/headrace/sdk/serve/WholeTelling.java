package io.headrace.sdk.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One answer, when all is known. */
final class WholeTelling implements Telling {
    static final String UNITS = "X-Headrace-Units";

    private final Exchange exchange;
    private String output = "";

    WholeTelling(Exchange exchange) {
        this.exchange = exchange;
    }

    /** It is not asked for. */
    @Override
    public void progress(Said.Progress progress) {}

    @Override
    public boolean element(String json) {
        output = json;
        return true;
    }

    /** The answer says it. */
    @Override
    public void used(long units) {}

    /** There is nothing that could be sent before the answer. */
    @Override
    public void silence() {}

    @Override
    public void ended(long units) throws IOException {
        var headers = Headers.contentType("application/json").with(UNITS, Long.toString(units));
        exchange.answer(200, headers, ByteBuffer.wrap(output.getBytes(UTF_8)));
    }

    @Override
    public void failed(Failure failure) throws IOException {
        Refusals.refuse(exchange, failure.status(), failure.sentence());
    }
}
