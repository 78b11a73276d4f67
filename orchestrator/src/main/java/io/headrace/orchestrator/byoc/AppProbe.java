package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.pipeline.Health;
import io.headrace.transport.Answer;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Looks whether an application is there: {@code GET /health}. Nothing obliges it to know that path, so any answer will
 * do; what it says of itself as the network's own applications do ({@code "status":"LOADING"}) counts. Blocks.
 */
record AppProbe(HttpClient client, Duration patience) {

    private static final int MAX_ANSWER = 65_536;
    private static final int LOADING = 503;

    Health.Report look(App app) throws InterruptedException {
        try (var answer = client.send(call(app))) {
            return report(answer);
        } catch (IOException failure) {
            return new Health.Report.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private HttpCall call(App app) {
        var headers = AppCalls.head(app.address(), app.registration().token());
        var limits = new HttpCall.Limits(patience, patience, MAX_ANSWER);
        return new HttpCall("GET", app.address().resource("health"), headers, HttpCall.Version.HTTP_1_1, limits);
    }

    private static Health.Report report(Answer answer) throws IOException {
        if (answer.status() == LOADING) {
            return new Health.Report.Loading();
        }
        var type = answer.headers().first("Content-Type");
        boolean json = answer.status() == 200
                && type.filter(text -> text.contains("json")).isPresent();
        return json ? report(new String(answer.readAll(), UTF_8)) : new Health.Report.Answered();
    }

    private static Health.Report report(String document) {
        try {
            var status = JsonFields.parse(document, "health").text("status");
            return switch (status.toUpperCase(Locale.ROOT)) {
                case "LOADING" -> new Health.Report.Loading();
                case "ERROR" -> new Health.Report.Failed("it says of itself that its status is ERROR");
                default -> new Health.Report.Answered();
            };
        } catch (UnreadableException itsOwnDocument) {
            return new Health.Report.Answered();
        }
    }
}
