package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.PaysBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** How jobs are refused. */
public final class JobAnswers {

    private static final Headers PLAIN =
            Headers.contentType("text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff");

    private JobAnswers() {}

    /** @param rest what follows the text of the refusal */
    public static void refuse(Exchange exchange, JobRefusal refusal, String rest) throws IOException {
        exchange.answer(
                refusal.status(), PLAIN, ByteBuffer.wrap(refusal.body(rest).getBytes(UTF_8)));
    }

    /** Whether who asks says that it pays by the application's unit. What is free needs no unit. */
    static boolean mayPay(Exchange exchange, App app, Price price) {
        return price.isFree()
                || PaysBy.decode(exchange.headers().first(PaysBy.HEADER).orElse(""))
                        .covers(app.registration().shape().unit());
    }

    /** In whole wei, as balances travel; a debt is nothing. */
    public static Wei whole(Credit balance) {
        var positive = balance.max(Credit.ZERO);
        return new Wei(positive.numerator().divide(positive.denominator()));
    }

    public static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("This node is stopping");
    }
}
