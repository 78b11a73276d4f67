package io.headrace.gateway.openai;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.openai.ApiError;
import io.headrace.wire.openai.AudioTranscriptions;
import io.headrace.wire.openai.ChatCompletions;
import io.headrace.wire.openai.ImageGenerations;
import io.headrace.wire.openai.ModelList;
import io.headrace.wire.openai.Speech;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batch pipelines as OpenAI's clients ask for them (pipelines section 6).
 *
 * <pre>
 * POST /v1/chat/completions, /chat/completions   llm: a document, or server-sent events that end in [DONE]
 * POST /v1/images/generations                    text-to-image: addresses or base64
 * POST /v1/images/edits                          image-to-image, a form: the same
 * POST /v1/audio/transcriptions                  audio-to-text, a form: json, text, verbose_json, srt, vtt
 * POST /v1/audio/speech                          text-to-speech: the sound itself
 * GET  /v1/models, /v1/models/{model}            what is on offer now, and other names of it
 * </pre>
 *
 * <p>A request with {@code Prefer: respond-async} is answered 202 and goes on by itself, as it does on the pipelines' own
 * routes; its result has the form of its pipeline.
 *
 * <p>Refusals are {@link ApiError}s: 400 what makes no sense, 401, 404 an unknown model, 405, 413, 415, 422, 502 whoever
 * was asked failed, 503 with {@code Retry-After} nobody has room, 504. Each request runs on its own virtual thread, which
 * waits for the answer.
 */
public final class OpenAiApi {

    private static final String BEARER = "Bearer ";

    private final ClientAuthorization authorization;
    private final RequestBodies bodies;
    private final ModelsRoute models;
    private final ChatRoute chat;
    private final ImagesRoute images;
    private final TranscriptionRoute transcription;
    private final SpeechRoute speech;

    public OpenAiApi(OpenAiTools tools, OpenAiConfig config) {
        this.authorization = tools.authorization();
        this.bodies = new RequestBodies(config.limits(), config.uploads(), tools.ticker());
        var names = new ModelNames(tools.offers(), config.aliases(), tools.clock());
        var clerk = new Clerk(tools.desk(), tools.later(), tools.limits(), config.terms());
        var addresses = new ResultAddresses(config.publicUrl(), config.limits().inlineBytes());
        this.models = new ModelsRoute(names);
        this.chat = new ChatRoute(bodies, names, clerk, new ChatStreaming(config.beginning(), config.heartbeat()));
        this.images = new ImagesRoute(bodies, names, clerk, tools.probe(), addresses, tools.clock());
        this.transcription = new TranscriptionRoute(bodies, names, clerk, tools.probe());
        this.speech = new SpeechRoute(bodies, names, clerk, tools.forms());
    }

    /** Whatever else stands below {@code /v1} is refused by the last of them. */
    public List<Route> routes() {
        var routes = new ArrayList<>(List.of(
                route("POST", ChatCompletions.PATH, (exchange, _) -> chat.complete(exchange)),
                route("POST", "/chat/completions", (exchange, _) -> chat.complete(exchange)),
                route("POST", ImageGenerations.GENERATIONS_PATH, (exchange, _) -> images.generate(exchange)),
                route("POST", ImageGenerations.EDITS_PATH, (exchange, _) -> images.edit(exchange)),
                route("POST", AudioTranscriptions.PATH, (exchange, _) -> transcription.transcribe(exchange)),
                route("POST", Speech.PATH, (exchange, _) -> speech.speak(exchange)),
                route("GET", ModelList.PATH, (exchange, _) -> models.list(exchange)),
                route("GET", ModelList.PATH + "/{model...}", models::show)));
        var unserved = new UnservedRoute(routes);
        routes.add(Route.anyMethod("/v1/{rest...}", (exchange, path) -> guard(exchange, path, unserved::refuse)));
        return List.copyOf(routes);
    }

    @FunctionalInterface
    private interface Answering {
        void answer(Exchange exchange, PathParameters path)
                throws IOException, InterruptedException, Refused, UnreadableException;
    }

    private Route route(String method, String path, Answering answering) {
        return Route.of(method, path, (exchange, found) -> guard(exchange, found, answering));
    }

    /** The one place where a refusal becomes an answer. */
    private void guard(Exchange exchange, PathParameters path, Answering answering) throws IOException {
        try {
            if (!authorization.admits(key(exchange))) {
                throw new Refused(ApiError.notAdmitted(
                        "This gateway does not know the key; send another as Authorization: Bearer"));
            }
            answering.answer(exchange, path);
        } catch (Refused refused) {
            refuse(exchange, refused.error(), refused.retryAfter());
        } catch (UnreadableException senseless) {
            refuse(exchange, ApiError.ofRequest(400, senseless.sentence()), Optional.empty());
        } catch (BodyTooLargeException tooLarge) {
            var sentence = tooLarge.getMessage() + ", which is as much as " + exchange.path() + " takes";
            refuse(exchange, ApiError.ofRequest(413, sentence), Optional.empty());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server is shutting down");
        }
    }

    private static Optional<String> key(Exchange exchange) {
        return exchange.headers()
                .first("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** A request that nobody has looked into is let go by first. */
    private void refuse(Exchange exchange, ApiError error, Optional<Duration> retryAfter) throws IOException {
        bodies.pass(exchange);
        Answers.refusal(exchange, error, retryAfter);
    }
}
