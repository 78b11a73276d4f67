package io.headrace.simulation;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.JobMachine;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.journal.JobRecorder;
import io.headrace.journal.JobRecovery;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.simulation.Messages.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One life of the gateway: the jobs it runs. It knows of earlier lives only what the journal has. */
final class GatewayProcess {

    /** Above the ordinary prices, below a raised one. */
    private static final Price CEILING = Price.of(20, 1);

    final World world;
    final int life;
    private final SimulatedGateway self;
    private final Map<JobId, RunningJob> running = new LinkedHashMap<>();
    private boolean alive = true;

    GatewayProcess(World world, SimulatedGateway self, int life) {
        this.world = world;
        this.self = self;
        this.life = life;
    }

    void begin(Client client) {
        var recorder = new JobRecorder(self.journal, client.job);
        var state = recorder.create(world.now(), JobClass.VIDEO, "video-transcoding");
        var job = new RunningJob(this, client, state, recorder);
        running.put(client.job, job);
        job.begin();
    }

    /** Takes up what the journal says is not over. */
    void resume(Map<JobId, Client> clients) {
        for (var id : self.journal.jobs()) {
            JobRecovery.restore(self.journal.read(id)).ifPresent(state -> {
                var job = new RunningJob(this, World.known(clients, id), state, new JobRecorder(self.journal, id));
                running.put(id, job);
                job.resume();
            });
        }
    }

    JobMachine machine(Client.Kind kind) {
        return new JobMachine(kind.limits(), Criteria.atMost(CEILING), Preferences.DEFAULT);
    }

    void die() {
        alive = false;
    }

    boolean alive() {
        return alive;
    }

    String describe(JobId job) {
        return running.containsKey(job) ? World.known(running, job).describe() : "not running";
    }

    void ended(RunningJob job) {
        running.remove(job.client.job);
        self.ended(job.client);
    }

    void closed(PayingSession session) {
        self.closed(session);
    }

    /** What a restarted gateway begins a session with: the offer just made. */
    Terms remembered(JobId job, SimulatedOrchestrator peer, Terms offered) {
        return self.remembered(job, peer, offered);
    }

    Chain chain() {
        return self.chain;
    }

    SenderFunds funds() {
        return self.chain.broker().funds(payer());
    }

    ChainTime time() {
        return self.chain.blocks().time();
    }

    Purse purse() {
        return self.depleted() ? Purse.DEPLETED : Purse.FILLED;
    }

    void topUp(Runnable funded) {
        self.topUp(funded);
    }

    Signer signer() {
        return self.signer;
    }

    EthAddress payer() {
        return self.signer.address();
    }

    List<SimulatedOrchestrator> orchestrators() {
        return self.orchestrators;
    }

    SimulatedOrchestrator orchestrator(Orchestrator identity) {
        return self.orchestrators.stream()
                .filter(any -> any.identity.equals(identity))
                .findFirst()
                .orElseThrow();
    }
}
