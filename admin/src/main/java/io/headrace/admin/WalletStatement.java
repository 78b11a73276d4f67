package io.headrace.admin;

import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an account has: the document of {@code wallet show --json}.
 *
 * @param deposit with the ticket broker, as is {@code reserve}
 * @param withdrawRound in which deposit and reserve may be taken back; 0 when they are not being unlocked
 * @param pendingFees what redemptions credited in the bonding contract
 */
public record WalletStatement(
        EthAddress address,
        Wei eth,
        Tokens token,
        Wei deposit,
        Wei reserve,
        long withdrawRound,
        Wei pendingFees,
        Tokens stake) {

    /** @throws ChainUnavailable when the chain does not answer */
    public static WalletStatement of(Chain chain) {
        var account = chain.account();
        var funds = chain.broker().funds(account);
        var standing = chain.bonding().standing(account);
        return new WalletStatement(
                account,
                chain.wallet().eth(account),
                chain.wallet().tokens(account),
                funds.deposit(),
                funds.reserve(),
                funds.withdrawRound(),
                standing.pendingFees(),
                standing.stake());
    }

    Map<String, Object> document() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("address", address.toString());
        fields.put("eth", eth.toString());
        fields.put("token", token.toString());
        fields.put("deposit", deposit.toString());
        fields.put("reserve", reserve.toString());
        fields.put("withdrawRound", withdrawRound);
        fields.put("pendingFees", pendingFees.toString());
        fields.put("stake", stake.toString());
        return fields;
    }
}
