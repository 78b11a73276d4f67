package io.headrace.simulation.live;

import io.headrace.admission.live.LiveAdmission;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveLimits;
import io.headrace.admission.live.LiveLog;
import io.headrace.admission.live.LiveRefusal;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.LiveTill;
import io.headrace.crypto.EthAddress;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.media.ManifestId;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.PaymentRefusal;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.simulation.CheapSigner;
import io.headrace.simulation.live.LiveMessages.PayReply;
import io.headrace.simulation.live.LiveMessages.StartReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One life of an orchestrator: the production cashier and live desk, with the edges of a simulation. */
final class LiveProcess implements LiveTill, LiveLog {

    static final String MODEL = "edges";
    static final LiveLimits LIMITS = LiveLimits.DEFAULT;

    final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.of(LiveOrchestrator.TICKET_VALUE)));
    private final LiveWorld world;
    private final LiveOrchestrator self;
    private final TicketInspector inspector;
    private final Stage stage;
    private final LiveAdmission admission;
    private final Set<ManifestId> overcharged = new HashSet<>();
    private Runnable whenDrained = () -> {};
    private boolean alive = true;
    private long sessions;

    LiveProcess(LiveWorld world, LiveOrchestrator self) {
        this.world = world;
        this.self = self;
        this.inspector = new TicketInspector(self.identity.address(), self.rands, CheapSigner.CHECK);
        this.stage = new Stage(world, this, self);
        this.admission =
                new LiveAdmission(LIMITS, world.host, new LiveAdmission.Supplies(stage.bench(), stage, this), this);
    }

    boolean alive() {
        return alive;
    }

    void die() {
        alive = false;
        stage.die();
    }

    Stage stage() {
        return stage;
    }

    boolean draining() {
        return admission.view().isLeaving();
    }

    Candidate.Load load() {
        return new Candidate.Load(admission.view().sessions().size(), RunnerBench.PLACES);
    }

    int open() {
        return admission.view().sessions().size();
    }

    boolean isOpen(ManifestId session) {
        return admission.view().session(session).isPresent();
    }

    Optional<Price> pinned(EthAddress payer, ManifestId session) {
        return cashier.pinnedPrice(new AccountKey(payer, session.text()));
    }

    void drain(Duration patience, Runnable drained) {
        whenDrained = drained;
        admission.drain(patience);
    }

    void strikeAll(LiveFault fault) {
        world.strike(fault, self.name());
        stage.open().forEach(channel -> channel.struck(fault));
    }

    /** From now on that session is charged three times what came. */
    void overcharge(ManifestId session) {
        overcharged.add(session);
    }

    void start(StartCall call, Consumer<StartReply> answer) {
        var session = new ManifestId("live." + self.name() + "-" + world.now().toEpochMilli() + "-" + ++sessions);
        var request = new LiveRequest(
                session,
                call.request.payer(),
                MODEL,
                self.metering,
                new LiveRequest.Asked("{}", call.request.stream(), call.request.stream()));
        admission.request(request, new Guest(request, call, answer));
    }

    void pay(ManifestId session, Payment payment, Consumer<PayReply> answer) {
        receive(session, payment)
                .ifPresentOrElse(
                        refusal -> answer.accept(new LiveMessages.NotTaken(reason(refusal))),
                        () -> self.terms(payment.sender(), Optional.of(session))
                                .ifPresent(terms -> answer.accept(new LiveMessages.Taken(terms))));
    }

    private static Reason reason(PaymentRefusal refusal) {
        return refusal instanceof PaymentRefusal.PriceTooLow ? Reason.SESSION_REFUSED : Reason.TICKET_REFUSED;
    }

    private Optional<PaymentRefusal> receive(ManifestId session, Payment payment) {
        var now = new Circumstances(
                self.chain.broker().funds(payment.sender()),
                true,
                self.chain.blocks().time());
        var inspection = inspector.inspect(payment, now);
        var receipt =
                cashier.receive(session.text(), inspection, payment.price().orElseThrow(), world.now());
        return switch (receipt) {
            case Receipt.Accepted(var taken) -> {
                self.vault.accepted(taken, world.now());
                yield Optional.empty();
            }
            case Receipt.PartlyRefused(var taken, var refusal) -> {
                self.vault.accepted(taken, world.now());
                world.note(self.name(), session, "takes a part:", refusal.message());
                yield Optional.of(refusal);
            }
            case Receipt.Refused(var refusal) -> {
                world.note(self.name(), session, "takes nothing:", refusal.message());
                yield Optional.of(refusal);
            }
        };
    }

    /** Somebody who asked for a place. */
    private final class Guest implements LiveAdmission.Asker {
        private final LiveRequest request;
        private final StartCall call;
        private final Consumer<StartReply> answer;

        Guest(LiveRequest request, StartCall call, Consumer<StartReply> answer) {
            this.request = request;
            this.call = call;
            this.answer = answer;
        }

        @Override
        public void admitted() {
            if (!alive) {
                return;
            }
            var session = request.session();
            world.promise(isOpen(session), "%s takes a payment for %s, which has no place", self.name(), session);
            var refusal = receive(session, call.request.payment());
            if (refusal.isPresent()) {
                admission.paymentRefused(session, refusal.get().message());
            } else if (covers(LIMITS.pixelsToBegin(request.metering()))) {
                admission.paymentAccepted(session);
            } else {
                admission.paymentRefused(session, "insufficient balance");
            }
            call.whenGone(() -> admission.abandoned(session));
        }

        private boolean covers(long pixels) {
            var key = new AccountKey(request.sender(), request.session().text());
            return cashier.pinnedPrice(key)
                    .filter(price -> cashier.statement(key).free().compareTo(price.times(pixels)) >= 0)
                    .isPresent();
        }

        @Override
        public void refused(LiveRefusal refusal) {
            if (alive) {
                answer.accept(new LiveMessages.NotStarted(Reason.CAPPED));
            }
        }

        @Override
        public void started() {
            if (alive) {
                answer.accept(new LiveMessages.Started(
                        request.session(), stage.channel(request.session()).wire()));
            }
        }

        @Override
        public void failed(LiveEnd end) {
            if (alive) {
                answer.accept(new LiveMessages.NotStarted(
                        switch (end) {
                            case LiveEnd.PaymentRefused _, LiveEnd.Unpaid _ -> Reason.TICKET_REFUSED;
                            case LiveEnd.NoChannels _, LiveEnd.NoRunner _ -> Reason.CAPPED;
                            case LiveEnd.Drained _, LiveEnd.StoppedByOperator _, LiveEnd.DeskStopped _ ->
                                Reason.SESSION_REFUSED;
                            case LiveEnd.RunnerFailed _,
                                    LiveEnd.RunnerFinished _,
                                    LiveEnd.StartedTooLate _,
                                    LiveEnd.GatewayLeft _,
                                    LiveEnd.InputIdle _ -> Reason.WORKER_ERROR;
                        }));
            }
        }
    }

    @Override
    public Charging charge(LiveRequest request, long pixels) {
        var key = new AccountKey(request.sender(), request.session().text());
        if (!alive || world.config.has(LiveBug.WORK_UNPAID)) {
            return new Charging.Charged();
        }
        long billed = overcharged.contains(request.session()) ? 3 * pixels : pixels;
        var fee = cashier.pinnedPrice(key).orElseThrow().times(billed);
        var refusal = cashier.charge(key, fee, world.now());
        if (refusal.isPresent()) {
            world.note(
                    self.name(),
                    request.session(),
                    "is not covered:",
                    refusal.get().message());
            return new Charging.Uncovered(refusal.get().message());
        }
        self.vault.charged(key, fee, world.now());
        stage.channel(request.session()).charged(LIMITS.clockPeriod());
        return new Charging.Charged();
    }

    @Override
    public void ended(LiveRequest request, LiveEnd end, io.headrace.admission.live.Flow flow) {
        if (alive) {
            world.note(self.name(), request.session(), "ended:", end.code());
            world.promise(
                    !stage.runs(request.session()),
                    "%s gave the place of %s away while its runner works",
                    self.name(),
                    request.session());
        }
    }

    @Override
    public void drained() {
        whenDrained.run();
    }

    @Override
    public void stopped(RuntimeException bug) {
        throw bug;
    }
}
