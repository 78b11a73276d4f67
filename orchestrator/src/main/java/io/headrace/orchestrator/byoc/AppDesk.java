package io.headrace.orchestrator.byoc;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Interaction;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PipelineRegistry.Registration;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.byoc.ContainerRegistration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where containers register and jobs get their permits. Any thread; questions wait for the machine's answer. */
public final class AppDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppDesk.class);

    /** Questions that may wait; more are refused. */
    private static final int PATIENCE = 10_000;

    private final AddressRules addresses;
    private final AppPrices prices;
    private final RegistrationStore store;
    private final AppSurroundings surroundings;
    private final Owner<Apps, AppEvent, AppEffect> owner;

    AppDesk(ByocConfig config, Host host, AppProbe probe, RegistrationStore store, AppPrices prices) {
        this.addresses = config.addresses();
        this.prices = prices;
        this.store = store;
        surroundings = new AppSurroundings(host, probe, store);
        owner = new Owner<>("containers", new AppMachine(config.probing()), Apps.NONE, host, PATIENCE, surroundings);
    }

    /** Registers again what was registered before a restart; each is offered when it was probed. */
    void recall() throws InterruptedException {
        for (var registration : store.load()) {
            try {
                register(registration);
            } catch (RefusedException noMore) {
                LOG.warn("{} is not registered again: {}", registration.name(), noMore.sentence());
            }
        }
    }

    /** Returns when it is kept; it is offered when it was probed. */
    void register(ContainerRegistration registration) throws RefusedException, InterruptedException {
        var shape = registration.shape();
        if (shape.interaction() == Interaction.STREAM && shape.unit().isTold()) {
            throw new RefusedException(
                    "a stream is paid by the second or the request; nobody tells how many units it has, each a "
                            + shape.unit().word());
        }
        var address = AppUrl.resolved(registration.url(), addresses);
        prices.check(registration.price());
        if (ask(number -> new AppEvent.RegistrationAsked(number, registration, address))
                        .orElseThrow(AppDesk::busy)
                instanceof AppEffect.AnswerRegistration(var _, var outcome)) {
            accept(registration, outcome);
        } else {
            throw busy();
        }
    }

    private void accept(ContainerRegistration registration, Registration outcome) throws RefusedException {
        switch (outcome) {
            case Registration.Registered _ -> prices.put(registration.name().text(), registration.price());
            case Registration.NameReserved(var builtIn) ->
                throw new RefusedException("name " + builtIn.name() + " is that of a built-in pipeline");
            case Registration.NameTaken(var holder) ->
                throw new RefusedException("name " + holder.pipeline().name() + " is taken by another kind of work");
            case Registration.RegistryFull(int limit) ->
                throw new RefusedException(limit + " applications are registered, which is the most taken here");
        }
    }

    private static RefusedException busy() {
        return new RefusedException("the registry does not answer just now; try again");
    }

    void unregister(PipelineName name) throws InterruptedException {
        ask(number -> new AppEvent.RegistrationEnded(number, id(name)));
        prices.remove(name.text());
    }

    /** A permit that is given must be given back by {@link #ended} or {@link #dropped}. */
    public AppPlace place(PipelineName name) throws InterruptedException {
        var answer = ask(number -> new AppEvent.JobAsked(number, id(name)));
        return answer.isPresent() && answer.get() instanceof AppEffect.AnswerJob(var _, var place)
                ? place
                : new AppPlace.Unknown();
    }

    /** @param report what the job showed of the application */
    public void ended(AppPlace.Given given, Health.Report report) {
        var app = given.app();
        owner.tell(new AppEvent.JobEnded(given.job(), app.id(), app.generation(), report));
    }

    public void dropped(AppPlace.Given given) {
        owner.tell(new AppEvent.JobDropped(given.job()));
    }

    /** The container, if it is on offer now. */
    public Optional<App> offered(PipelineName name) {
        var apps = owner.state();
        return apps.find(id(name)).filter(app -> apps.isOffered(app.id()));
    }

    /** Whether it failed several times in a row; not of one that loads, or has unregistered. */
    public boolean isDown(App app) {
        return owner.state()
                .registry()
                .find(app.id())
                .filter(found -> found.health() instanceof Health.Down)
                .isPresent();
    }

    /** Jobs that may begin now. */
    int free(App app) {
        return owner.state().free(app);
    }

    List<Offering> offerings() {
        return owner.state().offerings();
    }

    private static Offering.Id id(PipelineName name) {
        return new Offering.Id("container " + name);
    }

    /** Empty when nothing came in time. */
    private Optional<AppEffect> ask(LongFunction<AppEvent> asking) throws InterruptedException {
        return surroundings.questions().ask(owner, asking);
    }

    @Override
    public void close() {
        surroundings.close();
    }
}
