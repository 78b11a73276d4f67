package io.headrace.node.chain;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.EthereumChain;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.abi.PriceFeedContract;
import io.headrace.ethereum.account.DurableTransactor;
import io.headrace.ethereum.account.FeePolicy;
import io.headrace.ethereum.account.SerialTransactor;
import io.headrace.ethereum.account.Spending;
import io.headrace.ethereum.account.Transactor;
import io.headrace.ethereum.block.BlockWatcher;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ethereum.rpc.Endpoint;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.FailoverConfig;
import io.headrace.ethereum.rpc.FailoverRpc;
import io.headrace.ethereum.rpc.HttpEndpoint;
import io.headrace.ethereum.rpc.Reply;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The protocol's contracts on an Ethereum chain, over JSON-RPC. One watcher of blocks serves all accounts. */
public final class EthereumAccess implements ChainAccess {

    private static final long LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);
    private static final Duration RECEIPT_WITHIN = Duration.ofMinutes(5);

    private final EthereumSettings settings;
    private final Host host;
    private final NanoTicker ticker;
    private final HttpClient http;
    private final long chainId;
    private final EthereumRpc rpc;
    private final Contracts contracts;
    private final BlockWatcher watcher;

    private EthereumAccess(EthereumSettings settings, Host host, NanoTicker ticker, HttpClient http) {
        this.settings = settings;
        this.host = host;
        this.ticker = ticker;
        this.http = http;
        var endpoints = settings.urls().stream()
                .map(url -> new HttpEndpoint(http, url, LARGEST_ANSWER_BYTES))
                .toList();
        chainId = settings.chainId().orElseGet(() -> firstWord(endpoints));
        var failover = new FailoverRpc(endpoints, FailoverConfig.of(chainId), ticker);
        rpc = new EthereumRpc(failover, EthereumRpc.WATCHING);
        contracts = ContractCalls.find(rpc, new ControllerContract(settings.controller()));
        watcher = BlockWatcher.start(rpc, contracts, settings.lookEvery(), host::moment);
    }

    /** @throws ChainUnavailable when no endpoint answers, follows the right chain and knows the contracts */
    public static EthereumAccess open(EthereumSettings settings, Host host, NanoTicker ticker) {
        var http = HttpClient.start(ClientConfig.FOR_SERVICES);
        try {
            return new EthereumAccess(settings, host, ticker, http);
        } catch (RuntimeException unfit) {
            http.close();
            throw unfit;
        }
    }

    /** The chain that the first endpoint to answer follows; the others are held to it. */
    private static long firstWord(List<? extends Endpoint> endpoints) {
        var silent = new ArrayList<String>();
        for (var endpoint : endpoints) {
            switch (endpoint.ask("eth_chainId", List.of(), FIRST_ANSWER)) {
                case Reply.Result(var id)
                when id.asString("").matches("0x[0-9a-fA-F]{1,15}") -> {
                    return Long.decode(id.asString(""));
                }
                case Reply.Result _ -> silent.add(endpoint.name() + ": it names no chain");
                case Reply.Refused(var refusal) -> silent.add(endpoint.name() + ": " + refusal.getMessage());
                case Reply.Fault(var what) -> silent.add(endpoint.name() + ": " + what);
                case Reply.Untried(var what) -> silent.add(endpoint.name() + ": " + what);
            }
        }
        throw new ChainUnavailable(
                "No endpoint of the chain says which chain it is: " + String.join("; ", silent), true);
    }

    @Override
    public Optional<Settlement> as(TransactionSigner key) {
        var transactor = new SerialTransactor(
                rpc.within(EthereumRpc.CALLING),
                key,
                new SerialTransactor.Config(
                        chainId, new FeePolicy(settings.sending().ceiling()), RECEIPT_WITHIN, settings.lookEvery()),
                ticker);
        return Optional.of(new Settlement(key, through(transactor), settings.terms()));
    }

    /** The caller's own guard stands before the chain, so the transactor asks none. */
    @Override
    public Optional<Settlement> as(TransactionSigner key, Sending sending) {
        var transactor = DurableTransactor.open(
                new DurableTransactor.Ports(
                        rpc.within(EthereumRpc.CALLING),
                        key,
                        sending.store(),
                        watcher,
                        Spending.UNLIMITED,
                        sending.listener(),
                        host),
                DurableTransactor.Config.of(chainId, settings.sending()));
        return Optional.of(new Settlement(key, through(transactor), settings.terms(), transactor::close));
    }

    @Override
    public Optional<ExchangeRate> rate(EthAddress feed) {
        var calls = new ContractCalls(rpc.within(EthereumRpc.CALLING), new EventReader(contracts));
        return Optional.of(new ContractRate(calls, new PriceFeedContract(feed)));
    }

    private EthereumChain through(Transactor transactor) {
        return new EthereumChain(new ContractCalls(rpc, new EventReader(contracts)), contracts, transactor, watcher);
    }

    public long chainId() {
        return chainId;
    }

    public Contracts contracts() {
        return contracts;
    }

    /** The contracts, as the ready file and the command {@code chain} name them. */
    public Map<String, String> addresses() {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("controller", contracts.controller().at().toString());
        addresses.put("ticketBroker", contracts.broker().at().toString());
        addresses.put("roundsManager", contracts.rounds().at().toString());
        addresses.put("bondingManager", contracts.bonding().at().toString());
        addresses.put("serviceRegistry", contracts.services().at().toString());
        addresses.put("token", contracts.token().at().toString());
        addresses.put("minter", contracts.minter().at().toString());
        return addresses;
    }

    @Override
    public void close() {
        watcher.close();
        http.close();
    }
}
