package io.headrace.cli.offers;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.Pace;
import io.headrace.cli.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is on offer as it changes: a table drawn anew in place for a person; elsewhere a line for each offer that is new,
 * changed or gone; with JSON a document for each, on one line. A gateway that goes away is waited for. Ends when it is
 * interrupted.
 */
final class OffersWatch {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int MAX_DRAWN = 40;
    private static final JsonMapper JSON = new JsonMapper();

    private final Question question;
    private final Terminal terminal;
    private final boolean json;
    private final Pace pace;
    private Map<String, ObjectNode> told = Map.of();
    private int drawn;
    private boolean silent;

    /** Asks a gateway what is on offer. */
    @FunctionalInterface
    interface Question {
        /** @throws CommandFailed when it does not say */
        JsonNode ask() throws InterruptedException;
    }

    OffersWatch(Question question, Terminal terminal, boolean json, Pace pace) {
        this.question = question;
        this.terminal = terminal;
        this.json = json;
        this.pace = pace;
    }

    /**
     * Never returns.
     *
     * @throws CommandFailed when the gateway does not say the first time
     * @throws InterruptedException when enough was seen
     */
    void run() throws InterruptedException {
        show(question.ask());
        while (true) {
            pace.pause(PERIOD);
            look().ifPresent(this::show);
        }
    }

    private Optional<JsonNode> look() throws InterruptedException {
        try {
            var offers = question.ask();
            if (silent) {
                say("The gateway answers again.");
            }
            silent = false;
            return Optional.of(offers);
        } catch (CommandFailed gone) {
            if (!silent) {
                say(gone.getMessage() + " Waiting for it to come back; Ctrl-C ends this.");
            }
            silent = true;
            return Optional.empty();
        }
    }

    /** What is said stays; the table is drawn below it. */
    private void say(String sentence) {
        terminal.err().println(sentence);
        drawn = 0;
    }

    private void show(JsonNode offers) {
        if (terminal.isInteractive() && !json) {
            draw(offers);
        } else {
            tellChanges(offers);
        }
        terminal.out().flush();
    }

    private void draw(JsonNode offers) {
        var table = OfferTable.of(offers);
        var lines = table.subList(0, Math.min(table.size(), MAX_DRAWN));
        if (drawn > 0) {
            terminal.out().print("\u001b[" + drawn + "A\u001b[J");
        }
        lines.forEach(terminal.out()::println);
        drawn = lines.size();
    }

    private void tellChanges(JsonNode offers) {
        var current = OfferTable.each(offers);
        current.forEach((who, offer) -> {
            if (!offer.equals(told.get(who))) {
                tell(offer, OfferTable.line(offer));
            }
        });
        told.forEach((who, offer) -> {
            if (!current.containsKey(who)) {
                tell(offer.deepCopy().put("gone", true), OfferTable.gone(offer));
            }
        });
        told = new LinkedHashMap<>(current);
    }

    private void tell(JsonNode offer, String line) {
        terminal.out().println(json ? JSON.writeValueAsString(offer) : line);
    }
}
