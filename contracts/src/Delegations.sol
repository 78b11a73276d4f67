// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ActiveSet} from "./ActiveSet.sol";
import {Fraction} from "./Fraction.sol";
import {IController} from "./interfaces/IController.sol";

/// @title Whose stake stands behind which orchestrator, and what it earned there.
/// @notice What an orchestrator earns is credited to its delegators at once, in proportion to their stake, and waits as
/// pending until they claim; the remainder of each division goes to the orchestrator, so nothing is lost. That takes a
/// walk over the delegators, and hence a limit on their number. Source: payments sections 4.5 and 4.6.
abstract contract Delegations is ActiveSet {
    enum DelegatorStatus {
        Pending,
        Bonded,
        Unbonded
    }

    enum TranscoderStatus {
        NotRegistered,
        Registered
    }

    struct Delegator {
        uint256 bondedAmount;
        uint256 fees;
        address delegateAddress;
        uint256 delegatedAmount;
        uint256 startRound;
        uint256 lastClaimRound;
        uint256 nextUnbondingLockId;
        uint256 pendingRewards;
        uint256 pendingFees;
    }

    /// @notice How many delegators a delegate takes, besides itself.
    uint256 public constant MAX_DELEGATORS = 100;

    mapping(address delegator => Delegator) internal delegators;
    mapping(address delegate => address[]) private followers;

    event EarningsClaimed(
        address indexed delegate,
        address indexed delegator,
        uint256 rewards,
        uint256 fees,
        uint256 startRound,
        uint256 endRound
    );

    constructor(IController controller_, uint256 poolMaxSize) ActiveSet(controller_, poolMaxSize) {}

    /// @notice Whether the account is bonded to itself (section 4.5).
    function isRegisteredTranscoder(address account) public view returns (bool) {
        return delegators[account].delegateAddress == account && delegators[account].bondedAmount > 0;
    }

    /// @notice 0 not registered, 1 registered (section 4.5).
    function transcoderStatus(address account) external view returns (TranscoderStatus) {
        return isRegisteredTranscoder(account) ? TranscoderStatus.Registered : TranscoderStatus.NotRegistered;
    }

    /// @notice All stake behind an orchestrator, its own included (section 4.5).
    function transcoderTotalStake(address account) external view returns (uint256) {
        return delegators[account].delegatedAmount;
    }

    /// @notice 0 pending until the round after bonding, 1 bonded, 2 unbonded (section 4.5).
    function delegatorStatus(address account) public view returns (DelegatorStatus) {
        Delegator storage d = delegators[account];
        if (d.bondedAmount == 0) {
            return DelegatorStatus.Unbonded;
        }
        return d.startRound > roundsManager().currentRound() ? DelegatorStatus.Pending : DelegatorStatus.Bonded;
    }

    /// @notice A delegator as of its last claim: seven words (section 4.5).
    function getDelegator(address account)
        external
        view
        returns (
            uint256 bondedAmount,
            uint256 fees,
            address delegateAddress,
            uint256 delegatedAmount,
            uint256 startRound,
            uint256 lastClaimRound,
            uint256 nextUnbondingLockId
        )
    {
        Delegator storage d = delegators[account];
        return (
            d.bondedAmount,
            d.fees,
            d.delegateAddress,
            d.delegatedAmount,
            d.startRound,
            d.lastClaimRound,
            d.nextUnbondingLockId
        );
    }

    /// @notice A delegator's stake with the rewards that it has not claimed; the round is ignored (section 4.5).
    function pendingStake(address account, uint256) public view returns (uint256) {
        return delegators[account].bondedAmount + delegators[account].pendingRewards;
    }

    /// @notice A delegator's fees with those that it has not claimed, in wei; the round is ignored (section 4.5).
    function pendingFees(address account, uint256) external view returns (uint256) {
        return delegators[account].fees + delegators[account].pendingFees;
    }

    /// @dev Makes what was credited since the last claim the delegator's own.
    function claim(address account) internal {
        Delegator storage d = delegators[account];
        uint256 round = roundsManager().currentRound();
        (uint256 rewards, uint256 fees) = (d.pendingRewards, d.pendingFees);
        if (d.lastClaimRound >= round && rewards == 0 && fees == 0) {
            return;
        }
        uint256 startRound = d.lastClaimRound < round ? d.lastClaimRound + 1 : round;
        d.bondedAmount += rewards;
        d.fees += fees;
        (d.pendingRewards, d.pendingFees, d.lastClaimRound) = (0, 0, round);
        if (d.delegateAddress == account) {
            transcoders[account].cumulativeRewards = 0;
            transcoders[account].cumulativeFees = 0;
        }
        emit EarningsClaimed(d.delegateAddress, account, rewards, fees, startRound, round);
    }

    /// @dev Puts the account's stake behind a delegate, from the next round on.
    function follow(address account, address delegate) internal {
        require(delegate != address(0), "delegate is the zero address");
        address[] storage list = followers[delegate];
        if (account != delegate) {
            require(list.length < MAX_DELEGATORS, "delegate has too many delegators");
            list.push(account);
        }
        delegators[account].delegateAddress = delegate;
        delegators[account].startRound = roundsManager().currentRound() + 1;
    }

    function unfollow(address account) internal {
        Delegator storage d = delegators[account];
        address[] storage list = followers[d.delegateAddress];
        for (uint256 i = 0; i < list.length; i++) {
            if (list[i] == account) {
                list[i] = list[list.length - 1];
                list.pop();
                break;
            }
        }
        d.delegateAddress = address(0);
        d.startRound = 0;
    }

    function increaseStake(address delegate, uint256 amount) internal {
        uint256 stake = delegators[delegate].delegatedAmount + amount;
        delegators[delegate].delegatedAmount = stake;
        if (isInPool(delegate)) {
            changeStake(delegate, stake);
        } else if (isRegisteredTranscoder(delegate)) {
            tryToJoinPool(delegate, stake);
        }
    }

    function decreaseStake(address delegate, uint256 amount) internal {
        uint256 stake = delegators[delegate].delegatedAmount - amount;
        delegators[delegate].delegatedAmount = stake;
        if (isInPool(delegate)) {
            changeStake(delegate, stake);
        }
    }

    /// @dev Adds minted tokens to the stake of a registered orchestrator: its cut, and the rest to everybody by stake.
    function creditRewards(address transcoder, uint256 amount) internal {
        uint256 commission = Fraction.portion(transcoders[transcoder].rewardCut, amount, Fraction.MILLION);
        uint256 shared = amount - commission;
        uint256 total = delegators[transcoder].delegatedAmount;
        uint256 left = amount;
        address[] storage list = followers[transcoder];
        for (uint256 i = 0; i < list.length; i++) {
            uint256 share = shared * pendingStake(list[i], 0) / total;
            delegators[list[i]].pendingRewards += share;
            left -= share;
        }
        delegators[transcoder].pendingRewards += left;
        transcoders[transcoder].activeCumulativeRewards = transcoders[transcoder].cumulativeRewards;
        transcoders[transcoder].cumulativeRewards += commission;
        increaseStake(transcoder, amount);
    }

    /// @dev Divides wei: feeShare of it to everybody by stake, the rest to the registered orchestrator.
    function creditFees(address transcoder, uint256 amount) internal {
        uint256 shared = Fraction.portion(transcoders[transcoder].feeShare, amount, Fraction.MILLION);
        uint256 total = delegators[transcoder].delegatedAmount;
        uint256 left = amount;
        address[] storage list = followers[transcoder];
        for (uint256 i = 0; i < list.length; i++) {
            uint256 share = shared * pendingStake(list[i], 0) / total;
            delegators[list[i]].pendingFees += share;
            left -= share;
        }
        delegators[transcoder].pendingFees += left;
        transcoders[transcoder].cumulativeFees += amount - shared;
    }
}
