package io.headrace.admin.metrics;

import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;

/** The meters of an orchestrator: from its journal, and from what is not written there. Any thread. */
final class EarningMeters implements Consumer<JournalEntry>, WorkTally {

    private static final double PIXELS_IN_A_MILLION = 1e6;
    private static final double[] TRANSCODE_SECONDS = {.25, .5, .75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10};

    private final Count refused;
    private final Count begun;
    private final Count failed;
    private final Count died;
    private final Count charged;
    private final Count transcoded;
    private final Count pixels;
    private final Timing transcodeTime;
    private final Count ticketsReceived;
    private final Count ticketValue;
    private final Count winners;
    private final Count paymentErrors;
    private final Count redeemed;
    private final Count redemptionErrors;
    private final ServedRequestMeters requests;

    EarningMeters(MeterRegistry registry) {
        refused = new Count(registry, "headrace_units_refused_total", "Units not admitted");
        begun = new Count(registry, "headrace_units_begun_total", "Attempts that a worker began");
        failed = new Count(registry, "headrace_units_failed_total", "Admitted units that were not finished");
        died = new Count(registry, "headrace_worker_deaths_total", "Attempts ended by the death of their worker");
        charged = new Count(registry, "headrace_fees_charged_wei_total", "Fees taken from accounts");
        transcoded = new Count(registry, "livepeer_segment_transcoded_total", "Segments transcoded");
        pixels = new Count(registry, "livepeer_mil_pixels_processed", "Million pixels encoded");
        transcodeTime = new Timing(
                registry,
                "livepeer_transcode_time_seconds",
                "From the worker's beginning to its result",
                TRANSCODE_SECONDS);
        ticketsReceived = new Count(registry, "livepeer_tickets_recv", "Tickets accepted");
        ticketValue = new Count(registry, "livepeer_ticket_value_recv", "Expected value of these, in gwei");
        winners = new Count(registry, "livepeer_winning_tickets_recv", "Winning tickets accepted");
        paymentErrors = new Count(registry, "livepeer_payment_recv_errors", "Payments refused", "error_code");
        redeemed = new Count(registry, "livepeer_value_redeemed", "Paid out by the ticket broker, in gwei");
        redemptionErrors = new Count(registry, "livepeer_ticket_redemption_errors", "Winners that paid nothing");
        requests = new ServedRequestMeters(registry);
    }

    @Override
    public void accept(JournalEntry entry) {
        switch (entry.fact()) {
            case Fact.UnitRefused _ -> refused.one();
            case Fact.WorkerNamed _ -> begun.one();
            case Fact.AccountCredited(var _, long tickets, long won, var worth) -> {
                ticketsReceived.many(tickets);
                winners.many(won);
                ticketValue.add(Amount.gwei(worth));
            }
            case Fact.AccountCharged(var _, var _, var fee, var _) -> charged.add(Amount.wei(fee));
            case Fact.Redeemed(var _, var amount, var _) -> redeemed.add(Amount.gwei(amount));
            case Fact.JobCreated _,
                    Fact.JobResumed _,
                    Fact.JobEnded _,
                    Fact.Moved _,
                    Fact.CandidateJudged _,
                    Fact.ModelNamed _,
                    Fact.SessionAgreed _,
                    Fact.UnitAccepted _,
                    Fact.UnitDispatched _,
                    Fact.TicketsSent _,
                    Fact.FeeSettled _,
                    Fact.CreditLost _,
                    Fact.IntervalPaid _,
                    Fact.IntervalLost _,
                    Fact.StandbyCharged _,
                    Fact.SessionClosed _,
                    Fact.Remarked _,
                    Fact.UnitAdmitted _,
                    Fact.TicketsAccepted _,
                    Fact.FeeDebited _,
                    Fact.WinnerFound _,
                    Fact.Heard _,
                    Fact.Unknown _ -> {}
        }
    }

    @Override
    public void finished(long encodedPixels, Duration took) {
        transcoded.one();
        pixels.add(encodedPixels / PIXELS_IN_A_MILLION);
        transcodeTime.record(took);
    }

    @Override
    public void failed() {
        failed.one();
    }

    @Override
    public void workerDied() {
        died.one();
    }

    @Override
    public void paymentRefused() {
        paymentErrors.one("PaymentError");
    }

    @Override
    public void redemptionFailed() {
        redemptionErrors.one();
    }

    @Override
    public void requestServed(String pipeline, Duration took) {
        requests.served(pipeline, took);
    }

    @Override
    public void requestEnded(String pipeline, Ending ending) {
        requests.count(pipeline, ending);
    }
}
