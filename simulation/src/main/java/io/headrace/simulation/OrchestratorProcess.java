package io.headrace.simulation;

import io.headrace.admission.Admission;
import io.headrace.admission.AdmissionLimits;
import io.headrace.admission.AdmissionLog;
import io.headrace.admission.Cover;
import io.headrace.admission.Failure;
import io.headrace.admission.Refusal;
import io.headrace.admission.SessionId;
import io.headrace.admission.Till;
import io.headrace.admission.UnitRequest;
import io.headrace.admission.UnitState;
import io.headrace.admission.WorkOrder;
import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.SourceSegment;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.Reservation;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.simulation.Messages.Reply;
import io.headrace.simulation.Messages.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One life of an orchestrator: the production cashier and desk, with the edges of a simulation. */
final class OrchestratorProcess {

    private static final AdmissionLimits LIMITS =
            new AdmissionLimits(200, 4, 3, Duration.ofSeconds(15), Duration.ofSeconds(7), 3.5, Duration.ofMillis(500));

    final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.of(SimulatedOrchestrator.TICKET_VALUE)));
    final Bench bench;
    private final World world;
    private final SimulatedOrchestrator self;
    private final Chain chain;
    private final TicketInspector inspector;
    private final Admission admission;

    /** What is set aside for units under work, by account: what the cashier must say, too. */
    private final Map<AccountKey, Credit> underWork = new HashMap<>();

    private boolean alive = true;

    OrchestratorProcess(World world, SimulatedOrchestrator self, Chain chain) {
        this.world = world;
        this.self = self;
        this.chain = chain;
        this.bench = new Bench(world, self.name());
        this.inspector = new TicketInspector(self.identity.address(), self.rands, CheapSigner.CHECK);
        this.admission = new Admission(LIMITS, world.host, bench, new Books(), AdmissionLog.NONE);
    }

    void die() {
        alive = false;
    }

    void endSession(EthAddress payer, SessionId session) {
        if (alive) {
            admission.endSession(session);
            var account = new AccountKey(payer, session.text());
            if (!underWork.containsKey(account)) {
                self.vault.forget(account);
            }
        }
    }

    void serve(Request request, Consumer<Reply> answer) {
        if (world.strikes(Fault.REFUSED, 10)) {
            answer.accept(new Messages.Refused(Reason.BUSY));
            return;
        }
        admission.request(
                request.session(),
                request.payer(),
                new ManifestId(request.job().text()),
                request.seq(),
                request.duration(),
                new Guest(request, answer));
    }

    /** The sender of one unit, as the desk knows it. */
    private final class Guest implements Admission.Sender {
        private final Request request;
        private final Consumer<Reply> answer;
        private Optional<Reservation> reservation = Optional.empty();

        Guest(Request request, Consumer<Reply> answer) {
            this.request = request;
            this.answer = answer;
        }

        @Override
        public void admitted(UnitRequest unit) {
            if (!alive) {
                return;
            }
            switch (pay()) {
                case Receipt.Accepted(var taken) -> {
                    self.vault.accepted(taken, world.now());
                    reserve(unit, taken.account());
                }
                case Receipt.PartlyRefused(var taken, var refusal) -> {
                    self.vault.accepted(taken, world.now());
                    admission.paymentRefused(unit, refusal.toString());
                }
                case Receipt.Refused(var refusal) -> admission.paymentRefused(unit, refusal.toString());
            }
        }

        private Receipt pay() {
            var now = new Circumstances(
                    chain.broker().funds(request.payer()), true, chain.blocks().time());
            var inspection = inspector.inspect(request.payment(), now);
            var least = request.payment().price().orElseThrow();
            return cashier.receive(request.session().text(), inspection, least, world.now());
        }

        private void reserve(UnitRequest unit, AccountKey account) {
            var price = cashier.pinnedPrice(account).orElseThrow();
            switch (cashier.reserve(account, price.times(request.quantity()), world.now())) {
                case io.headrace.payments.recipient.Admission.Reserved(var reserved) -> {
                    reservation = Optional.of(reserved);
                    underWork.merge(account, reserved.fee(), Credit::plus);
                    world.watch.reserved(cashier.statement(account));
                    admission.paymentAccepted(unit, new Cover.Reserved(price, reserved));
                    admission.sourceArrived(unit, order(unit));
                    answer.accept(new Messages.Received());
                }
                case io.headrace.payments.recipient.Admission.Refused(var refusal) ->
                    admission.paymentRefused(unit, refusal.toString());
            }
        }

        private WorkOrder order(UnitRequest unit) {
            var source = new SourceSegment(
                    request.seq(), Duration.ZERO, request.duration(), Container.MPEG_TS, request.source());
            var ladder = new Ladder(List.of(Profile.h264((int) request.quantity(), 1, 1_000)));
            return new WorkOrder(
                    unit.unit(), source, ladder, Optional.empty(), false, LIMITS.unitTime(request.duration()));
        }

        @Override
        public void refused(Refusal refusal) {
            if (alive) {
                answer.accept(new Messages.Refused(
                        switch (refusal) {
                            case Refusal.Busy _ -> Reason.BUSY;
                            case Refusal.Capped _, Refusal.Draining _ -> Reason.CAPPED;
                        }));
            }
        }

        @Override
        public void answered(UnitState end) {
            if (!alive) {
                return;
            }
            reservation.ifPresent(this::released);
            if (end instanceof UnitState.Finished finished) {
                self.terms(request.payer(), request.session())
                        .ifPresent(next -> answer.accept(
                                new Messages.Worked(finished.work().pixels().pixels(), next)));
            } else if (end instanceof UnitState.Failed(var _, var _, var failure)) {
                answer.accept(new Messages.Refused(reason(failure)));
            }
        }

        /** Nothing may stay set aside for a unit that was answered. */
        private void released(Reservation reserved) {
            var left = underWork.merge(reserved.account(), reserved.fee().negated(), Credit::plus);
            world.watch.released(cashier.statement(reserved.account()), left);
            if (left.signum() == 0) {
                underWork.remove(reserved.account());
            }
        }

        private static Reason reason(Failure failure) {
            return switch (failure) {
                case Failure.PaymentRefused _ -> Reason.TICKET_REFUSED;
                case Failure.TookTooLong _ -> Reason.TIMEOUT;
                case Failure.WorkerLost _ -> Reason.WORKER_LOST;
                case Failure.SourceLost _, Failure.NoWorker _, Failure.DeskStopped _ -> Reason.WORKER_ERROR;
                case Failure.WorkImpossible _ -> Reason.INPUT_UNUSABLE;
            };
        }
    }

    /** Where the desk's decisions about money become entries in the books, and safe. */
    private final class Books implements Till {
        @Override
        public void settle(UnitRequest request, Cover cover, PixelCount pixels) {
            if (alive && cover instanceof Cover.Reserved(var price, var reservation)) {
                var fee = price.times(pixels.pixels());
                cashier.settle(reservation, fee, world.now());
                self.vault.charged(reservation.account(), fee, world.now());
            }
        }

        @Override
        public void release(UnitRequest request, Cover cover) {
            if (world.config.has(PlantedBug.KEEP_RESERVATION)) {
                return;
            }
            if (alive && cover instanceof Cover.Reserved(var _, var reservation)) {
                cashier.release(reservation, world.now());
            }
        }
    }
}
