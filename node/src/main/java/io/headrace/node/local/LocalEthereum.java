package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.DevelopmentChain;
import io.headrace.node.chain.EthereumAccess;
import io.headrace.node.chain.EthereumSettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorDuties;
import io.headrace.node.settlement.LocalFunding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A local network on an EVM: one of its own, or one that runs elsewhere. */
final class LocalEthereum implements LocalChain {

    private final URI url;
    private final EthereumAccess access;
    private final Optional<DevelopmentChain> own;

    private LocalEthereum(URI url, EthereumAccess access, Optional<DevelopmentChain> own) {
        this.url = url;
        this.access = access;
        this.own = own;
    }

    /** Starts a chain and makes the orchestrators active on it, while blocks still come as fast as they are asked for. */
    static LocalEthereum onAnvil(Path program, LocalAccounts accounts, NodeBase base) throws IOException {
        var chain = DevelopmentChain.start(DevelopmentChain.Config.local(program), accounts.deployer(), base.ticker());
        try {
            accounts.orchestrators()
                    .forEach(each -> chain.give(each.key().address(), LocalMoney.WEALTH, LocalMoney.TOKENS));
            chain.give(accounts.gateway().key().address(), LocalMoney.WEALTH, LocalMoney.TOKENS);
            chain.nextRound();
            var settings = EthereumSettings.development(
                    chain.url(), chain.deployed().controller().at());
            try (var early = EthereumAccess.open(settings, base.host(), base.ticker())) {
                accounts.orchestrators()
                        .forEach(each -> LocalFunding.bond(as(early, each.key()), OrchestratorDuties.LOCAL_BOND));
            }
            chain.nextRound();
            return new LocalEthereum(
                    chain.url(), EthereumAccess.open(settings, base.host(), base.ticker()), Optional.of(chain));
        } catch (RuntimeException unfit) {
            chain.close();
            throw unfit;
        }
    }

    /** Uses a chain as it is: the roles' accounts must have money on it. */
    static LocalEthereum elsewhere(URI url, EthAddress controller, LocalAccounts accounts, NodeBase base)
            throws ChainUnfit, InterruptedException {
        var access = EthereumAccess.open(EthereumSettings.development(url, controller), base.host(), base.ticker());
        try {
            new ForeignChain(url, access, accounts).prepare();
            return new LocalEthereum(url, access, Optional.empty());
        } catch (RuntimeException | ChainUnfit | InterruptedException unfit) {
            access.close();
            throw unfit;
        }
    }

    static Chain as(ChainAccess access, TransactionSigner key) {
        return access.as(key).orElseThrow().chain();
    }

    @Override
    public ChainAccess access() {
        return access;
    }

    @Override
    public List<String> words() {
        return List.of(
                "--eth-url",
                url.toString(),
                "--controller",
                access.contracts().controller().at().toString(),
                "--development-chain");
    }

    @Override
    public Map<String, Object> view() {
        var view = new LinkedHashMap<String, Object>();
        view.put("kind", own.isPresent() ? "anvil" : "ethereum");
        view.put("url", url.toString());
        view.put("chainId", access.chainId());
        view.put("contracts", access.addresses());
        return view;
    }

    @Override
    public void settled() {
        own.ifPresent(DevelopmentChain::run);
    }

    @Override
    public void close() {
        access.close();
        own.ifPresent(DevelopmentChain::close);
    }
}
