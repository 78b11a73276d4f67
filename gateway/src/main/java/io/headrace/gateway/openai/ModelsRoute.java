package io.headrace.gateway.openai;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.openai.ApiError;
import io.headrace.wire.openai.ModelList;
import java.io.IOException;

/** What can be asked for now. */
record ModelsRoute(ModelNames models) {

    void list(Exchange exchange) throws IOException, InterruptedException {
        exchange.answer(200, Answers.JSON, models.list().encode());
    }

    /** A model's name may have slashes in it. */
    void show(Exchange exchange, PathParameters path) throws IOException, InterruptedException, Refused {
        var id = path.get("model");
        var model = models.find(id)
                .orElseThrow(() -> new Refused(
                        ApiError.unknownModel(id, "GET " + ModelList.PATH + " lists those that are on offer now.")));
        exchange.answer(200, Answers.JSON, model.encode());
    }
}
