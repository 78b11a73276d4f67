package io.headrace.simulation.live;

import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.simulation.live.LiveMessages.Ears;
import io.headrace.simulation.live.LiveMessages.Terms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The sessions of one stream: the one that serves, those before it until they are not needed any more, and the one that
 * stands by. When the job chooses whoever stands by, nobody is asked anything: watched here.
 */
final class LiveSessions implements StandbySeat.Sessions {

    private final LiveGatewayProcess gateway;
    private final LiveWorld world;
    private final Publisher stream;
    private final LiveJob job;
    private final LiveFlow flow;
    private final Starter starter;
    private final Inquiry inquiry;
    private final StandbySeat standby;
    private final Map<Integer, Seller> attached = new LinkedHashMap<>();
    private Optional<Expected> expected = Optional.empty();
    private int serving;
    private int last;
    private int wanted;
    private int asked;
    private boolean over;

    /** Whoever stood by when a swap began, and how many had been asked by then. */
    private record Expected(Seller seller, int asked) {}

    LiveSessions(LiveGatewayProcess gateway, Publisher stream, LiveJob job, LiveFlow flow) {
        this.gateway = gateway;
        this.world = gateway.world;
        this.stream = stream;
        this.job = job;
        this.flow = flow;
        this.starter = new Starter(gateway, stream);
        this.inquiry = new Inquiry(gateway);
        this.standby = new StandbySeat(world, stream.standby, this);
    }

    /** For the job: whoever stands by is named among those who were found when it was chosen. */
    void candidates(Consumer<List<Candidate>> found) {
        var ready = standby.candidates();
        if (ready.isEmpty() || world.config.has(LiveBug.ASK_AT_SWAP)) {
            discover(found);
        } else {
            world.later(() -> found.accept(ready));
        }
    }

    @Override
    public void discover(Consumer<List<Candidate>> found) {
        ask();
        inquiry.ask(found);
    }

    private void ask() {
        asked++;
        world.promise(!stream.stopped(), () -> "%s looks for somebody after its user's stop".formatted(stream.job));
    }

    void open(int number, Candidate candidate) {
        wanted = number;
        var ready = standby.take(candidate.orchestrator());
        if (ready.isPresent()) {
            serve(number, ready.get());
        } else {
            begin(
                    candidate,
                    Seller.Standing.SERVING,
                    seller -> serve(number, seller),
                    reason -> job.tell(new JobEvent.SessionRefused(number, reason)));
        }
    }

    @Override
    public void stand(Candidate candidate, Consumer<Seller> ready, Consumer<Reason> failed) {
        begin(
                candidate,
                stream.standby == Publisher.Standby.HOT ? Seller.Standing.HOT : Seller.Standing.WARM,
                ready,
                failed);
    }

    @Override
    public void after(Duration pause, Runnable task) {
        world.host.after(pause, () -> gateway.ifAlive(task));
    }

    private void begin(Candidate candidate, Seller.Standing standing, Consumer<Seller> ready, Consumer<Reason> failed) {
        if (over) {
            failed.accept(Reason.SESSION_ENDED);
            return;
        }
        ask();
        int number = ++last;
        var peer = gateway.orchestrator(candidate.orchestrator());
        starter.start(
                peer,
                inquiry.terms(candidate.orchestrator()),
                agreement -> {
                    var seller = new Seller(number, agreement, standing);
                    seller.wire.connect(new SellerEars(seller));
                    if (over) {
                        seller.wire.close();
                        seller.money.close();
                        failed.accept(Reason.SESSION_ENDED);
                        return;
                    }
                    attached.put(number, seller);
                    flow.attach(seller);
                    world.note(stream.job, seller, "started");
                    ready.accept(seller);
                },
                failed);
    }

    private void serve(int number, Seller seller) {
        var failure = wanted == number ? seller.failure : Optional.of(Reason.SESSION_ENDED);
        if (failure.isPresent()) {
            letGo(seller);
            job.tell(new JobEvent.SessionRefused(number, failure.get()));
            return;
        }
        asExpected(seller);
        seller.standing = Seller.Standing.SERVING;
        seller.ofJob = OptionalInt.of(number);
        seller.money.began(world.now());
        serving = seller.number;
        world.note(stream.job, "is served by", seller);
        job.tell(new JobEvent.SessionOpened(number, OptionalInt.empty()));
        flow.takeOver(seller);
        world.later(() -> gateway.ifAlive(standby::prepare));
    }

    /** A swap begins, in the session that serves. */
    void swapping() {
        var cause = current().flatMap(Seller::cause);
        world.promise(
                cause.isPresent(), () -> "%s leaves %s, to which nothing happened".formatted(stream.job, current()));
        expected = standby.ready().map(seller -> new Expected(seller, asked));
        stream.swapping(cause.orElseThrow(), expected.isPresent());
        world.toll(cause.orElseThrow(), toll -> toll.swap(expected.isPresent()));
    }

    private void asExpected(Seller opened) {
        expected.filter(one -> !one.seller().dead())
                .ifPresent(one -> world.promise(
                        one.seller() == opened && one.asked() == asked,
                        () -> "%s stood by for %s, and %s took over after %d questions"
                                .formatted(one.seller(), stream.job, opened, asked - one.asked())));
        expected = Optional.empty();
    }

    /** No unit of the job is in it. One that serves goes on until another does. */
    void close(int number) {
        wanted = wanted == number ? 0 : wanted;
        ofJob(number).filter(Seller::dead).ifPresent(this::letGo);
    }

    void closeAll() {
        over = true;
        standby.close();
        List.copyOf(attached.values()).forEach(this::letGo);
    }

    boolean works(int number) {
        return ofJob(number).filter(seller -> !seller.dead()).isPresent();
    }

    Optional<Seller> current() {
        return Optional.ofNullable(attached.get(serving));
    }

    private Optional<Seller> ofJob(int number) {
        return attached.values().stream()
                .filter(seller -> seller.ofJob.equals(OptionalInt.of(number)))
                .findFirst();
    }

    /** The viewers see that one: those before it are not needed any more. */
    void servedBy(Seller seller) {
        if (serving == seller.number) {
            attached.values().stream()
                    .filter(each -> each != seller && each.ofJob.isPresent())
                    .toList()
                    .forEach(this::letGo);
        }
    }

    void began() {
        flowing().forEach(seller -> seller.money.began(world.now()));
    }

    void ended(long pixels, Duration length) {
        flowing().forEach(seller -> seller.money.ended(pixels, length));
    }

    private List<Seller> flowing() {
        return attached.values().stream()
                .filter(seller -> !seller.dead() && seller.standing != Seller.Standing.WARM)
                .toList();
    }

    void payWhoIsDue() {
        for (var seller : List.copyOf(attached.values())) {
            long due = seller.dead() || seller.cheated ? 0 : seller.money.due(world.now());
            if (due > 0 && !seller.busy) {
                seller.busy = true;
                starter.pay(
                        seller,
                        due,
                        newer -> {
                            seller.busy = false;
                            newer.ifPresent(terms -> heard(seller, terms));
                        },
                        reason -> {
                            seller.busy = false;
                            unpaid(seller, reason);
                        });
            }
        }
    }

    private void unpaid(Seller seller, Reason reason) {
        world.note(stream.job, seller, "is not paid:", reason.code());
        boolean ours = reason == Reason.PRICE_RAISED || (reason.remedy() == Reason.Remedy.FUND && gateway.depleted());
        failed(seller, ours ? reason : Reason.UNPAID);
    }

    void refresh() {
        for (var seller : List.copyOf(attached.values())) {
            if (!seller.dead() && !seller.busy) {
                seller.busy = true;
                starter.renew(
                        seller.peer,
                        seller.money,
                        Optional.of(seller),
                        terms -> {
                            seller.busy = false;
                            heard(seller, terms);
                        },
                        reason -> {
                            seller.busy = false;
                            if (reason == Reason.PRICE_RAISED) {
                                failed(seller, reason);
                            }
                        });
            }
        }
    }

    private void heard(Seller seller, Terms newer) {
        if (newer.draining()) {
            drained(seller);
        }
        var before = seller.money.price();
        if (!seller.money.adopt(newer)) {
            failed(seller, Reason.PRICE_RAISED);
        } else if (!before.equals(newer.price())) {
            seller.ofJob.ifPresent(number -> job.tell(new JobEvent.PriceChanged(number, newer.price())));
        }
    }

    private void drained(Seller seller) {
        if (seller.saidGoodbye || seller.dead()) {
            return;
        }
        seller.saidGoodbye = true;
        if (seller.ofJob.isEmpty()) {
            failed(seller, Reason.DRAINING);
        } else {
            job.tell(new JobEvent.SessionEnded(seller.ofJob.getAsInt(), Reason.DRAINING));
        }
    }

    void failed(Seller seller, Reason reason) {
        if (over || seller.dead() || attached.get(seller.number) != seller) {
            return;
        }
        seller.failure = Optional.of(reason);
        world.note(stream.job, seller, "failed:", reason.code(), seller.cause());
        standby.suspend(seller.peer.identity, reason);
        if (serving == seller.number) {
            job.leave(seller.ofJob.orElseThrow(), reason);
        } else {
            letGo(seller);
            if (seller.ofJob.isEmpty()) {
                standby.lost(seller);
            }
        }
    }

    private void letGo(Seller seller) {
        if (attached.remove(seller.number) != null) {
            flow.detach(seller);
            seller.money.close();
            seller.cause().ifPresent(cause -> world.paid(cause, seller.money.fees(), seller.money.gone()));
        }
    }

    /** What is heard of one session. */
    private final class SellerEars implements Ears {
        private final Seller seller;

        SellerEars(Seller seller) {
            this.seller = seller;
        }

        @Override
        public void output(Picture picture) {
            gateway.ifAlive(() -> flow.output(seller, picture));
        }

        @Override
        public void ended(Reason reason) {
            gateway.ifAlive(() -> flow.failed(seller, reason));
        }

        @Override
        public void draining() {
            gateway.ifAlive(() -> drained(seller));
        }

        @Override
        public boolean alive() {
            return gateway.alive();
        }
    }
}
