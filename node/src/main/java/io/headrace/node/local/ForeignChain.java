package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.node.chain.EthereumAccess;
import io.headrace.node.local.LocalAccounts.Account;
import io.headrace.node.role.OrchestratorDuties;
import io.headrace.node.settlement.LocalFunding;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a chain that runs elsewhere ready for a local network, with nothing but the roles' own money: bonds the
 * orchestrators and waits for the round in which they are active.
 */
record ForeignChain(URI url, EthereumAccess access, LocalAccounts accounts) {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignChain.class);

    /** Chains with real money (payments section 5.1): a network that settles at any cost has no place there. */
    private static final Set<Long> REAL_MONEY = Set.of(1L, 4L, 42_161L, 421_611L);

    /** For the gas of some hundred transactions on a chain whose gas is as dear as usual. */
    private static final Wei FOR_GAS = new Wei(LocalMoney.ONE_ETH.amount().shiftRight(4));

    private static final long LONGEST_WAIT_BLOCKS = 300;
    private static final long LOOK_EVERY_MS = 250;

    void prepare() throws ChainUnfit, InterruptedException {
        if (REAL_MONEY.contains(access.chainId())) {
            throw new ChainUnfit("Chain " + access.chainId() + " at " + url
                    + " has real money, which a local network does not spare; run `gateway` and `orchestrator` there");
        }
        demandMoney();
        var orchestrators = accounts.orchestrators();
        beginRound(chain(orchestrators.getFirst()));
        orchestrators.forEach(each -> LocalFunding.bond(chain(each), OrchestratorDuties.LOCAL_BOND));
        awaitActive(orchestrators);
    }

    private void demandMoney() throws ChainUnfit {
        var lacks = new ArrayList<String>();
        lackOfGateway().ifPresent(lacks::add);
        accounts.orchestrators().forEach(each -> lackOfOrchestrator(each).ifPresent(lacks::add));
        if (!lacks.isEmpty()) {
            throw new ChainUnfit("The network's accounts need money on chain " + access.chainId() + " at " + url + ": "
                    + String.join("; ", lacks) + ". Send it there and start again");
        }
    }

    private Optional<String> lackOfGateway() {
        var gateway = accounts.gateway();
        var chain = chain(gateway);
        var funds = chain.broker().funds(chain.account());
        var needed = FOR_GAS.plus(missing(funds.deposit(), LocalMoney.ONE_ETH))
                .plus(missing(funds.reserve(), LocalMoney.ONE_ETH));
        return lack(gateway, chain, needed, Tokens.ZERO);
    }

    private Optional<String> lackOfOrchestrator(Account orchestrator) {
        var chain = chain(orchestrator);
        var stake = chain.bonding().standing(chain.account()).stake();
        var bond = OrchestratorDuties.LOCAL_BOND;
        return lack(orchestrator, chain, FOR_GAS, stake.compareTo(bond) >= 0 ? Tokens.ZERO : bond.minus(stake));
    }

    private static Optional<String> lack(Account of, Chain chain, Wei eth, Tokens tokens) {
        var hasEth = chain.wallet().eth(chain.account());
        var hasTokens = chain.wallet().tokens(chain.account());
        if (hasEth.compareTo(eth) >= 0 && hasTokens.compareTo(tokens) >= 0) {
            return Optional.empty();
        }
        return Optional.of(of.name() + " " + chain.account() + " needs " + eth + " wei of ether and " + tokens
                + " parts of the token, and has " + hasEth + " and " + hasTokens);
    }

    private static Wei missing(Wei there, Wei wanted) {
        return wanted.minus(there.min(wanted));
    }

    private static void beginRound(Chain chain) throws ChainUnfit {
        if (!chain.rounds().status().initialized()
                && chain.rounds().initialize() instanceof Outcome.Reverted<CreationRound>(var reason)
                && reason != Revert.ROUND_ALREADY_INITIALIZED) {
            throw new ChainUnfit("The current round cannot be begun: " + reason.reason());
        }
    }

    private void awaitActive(List<Account> orchestrators) throws ChainUnfit, InterruptedException {
        var first = chain(orchestrators.getFirst());
        boolean told = false;
        while (!orchestrators.stream().allMatch(this::active)) {
            var status = first.rounds().status();
            long left = status.endBlock() - first.blocks().time().block();
            if (left > LONGEST_WAIT_BLOCKS) {
                throw new ChainUnfit("The orchestrators are bonded and serve from block " + status.endBlock()
                        + " on, which is " + left + " blocks away; start again then");
            }
            if (!told) {
                LOG.warn(
                        "The orchestrators are bonded and serve from block {} on, in {} blocks",
                        status.endBlock(),
                        left);
                told = true;
            }
            Thread.sleep(LOOK_EVERY_MS);
            beginRound(first);
        }
    }

    private boolean active(Account orchestrator) {
        var chain = chain(orchestrator);
        return chain.bonding().standing(chain.account()).active();
    }

    private Chain chain(Account of) {
        return LocalEthereum.as(access, of.key());
    }
}
