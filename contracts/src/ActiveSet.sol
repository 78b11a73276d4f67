// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fraction} from "./Fraction.sol";
import {IBondingManager} from "./interfaces/IBondingManager.sol";
import {IController} from "./interfaces/IController.sol";
import {Managed} from "./Managed.sol";
import {TranscoderPool} from "./TranscoderPool.sol";

/// @title Who may be paid and rewarded: the pool, and the active set that each round takes from it.
/// @notice Joining, leaving and a change of stake count from the next round on. Source: payments section 4.5.
abstract contract ActiveSet is Managed, IBondingManager {
    using TranscoderPool for TranscoderPool.Pool;

    struct Transcoder {
        uint256 lastRewardRound;
        uint256 rewardCut;
        uint256 feeShare;
        uint256 lastActiveStakeUpdateRound;
        uint256 activationRound;
        uint256 deactivationRound;
        uint256 activeCumulativeRewards;
        uint256 cumulativeRewards;
        uint256 cumulativeFees;
        uint256 lastFeeRound;
        mapping(uint256 round => uint256) stakeOf;
    }

    /// @dev The deactivation round of a member of the pool.
    uint256 private constant NEVER = type(uint256).max;

    /// @notice The stake that shares the current round's inflation (section 4.5).
    uint256 public currentRoundTotalActiveStake;

    /// @notice The stake of the pool, which becomes active with the next round (section 4.5).
    uint256 public nextRoundTotalActiveStake;

    uint256 private immutable poolMaxSize;
    TranscoderPool.Pool private pool;
    mapping(address transcoder => Transcoder) internal transcoders;

    event TranscoderActivated(address indexed transcoder, uint256 activationRound);
    event TranscoderDeactivated(address indexed transcoder, uint256 deactivationRound);

    constructor(IController controller_, uint256 poolMaxSize_) Managed(controller_) {
        require(poolMaxSize_ > 0, "pool size must be greater than 0");
        poolMaxSize = poolMaxSize_;
    }

    /// @inheritdoc IBondingManager
    function isActiveTranscoder(address transcoder) public view returns (bool) {
        Transcoder storage t = transcoders[transcoder];
        uint256 round = roundsManager().currentRound();
        return t.activationRound <= round && round < t.deactivationRound;
    }

    /// @inheritdoc IBondingManager
    function getTotalBonded() external view returns (uint256) {
        return currentRoundTotalActiveStake;
    }

    /// @inheritdoc IBondingManager
    function getTranscoderPoolSize() external view returns (uint256) {
        return pool.size();
    }

    /// @notice How many orchestrators the pool takes (section 4.5).
    function getTranscoderPoolMaxSize() external view returns (uint256) {
        return poolMaxSize;
    }

    /// @notice The pool's member with the most stake; the zero address if there is none (section 4.5).
    function getFirstTranscoderInPool() external view returns (address) {
        return pool.first();
    }

    /// @notice The pool's member with the next less stake; the zero address after the last (section 4.5).
    function getNextTranscoderInPool(address transcoder) external view returns (address) {
        return pool.next(transcoder);
    }

    /// @notice An orchestrator's terms and rounds: ten words (section 4.5).
    function getTranscoder(address transcoder)
        external
        view
        returns (
            uint256 lastRewardRound,
            uint256 rewardCut,
            uint256 feeShare,
            uint256 lastActiveStakeUpdateRound,
            uint256 activationRound,
            uint256 deactivationRound,
            uint256 activeCumulativeRewards,
            uint256 cumulativeRewards,
            uint256 cumulativeFees,
            uint256 lastFeeRound
        )
    {
        Transcoder storage t = transcoders[transcoder];
        lastRewardRound = t.lastRewardRound;
        rewardCut = t.rewardCut;
        feeShare = t.feeShare;
        lastActiveStakeUpdateRound = t.lastActiveStakeUpdateRound;
        activationRound = t.activationRound;
        deactivationRound = t.deactivationRound;
        activeCumulativeRewards = t.activeCumulativeRewards;
        cumulativeRewards = t.cumulativeRewards;
        cumulativeFees = t.cumulativeFees;
        lastFeeRound = t.lastFeeRound;
    }

    /// @notice An orchestrator's stake of a round in which it changed, and its terms: five words (section 4.5).
    /// @dev The cumulative factors are 1 and 0: earnings are credited to delegators when they arrive.
    function getTranscoderEarningsPoolForRound(address transcoder, uint256 round)
        external
        view
        returns (
            uint256 totalStake,
            uint256 transcoderRewardCut,
            uint256 transcoderFeeShare,
            uint256 cumulativeRewardFactor,
            uint256 cumulativeFeeFactor
        )
    {
        Transcoder storage t = transcoders[transcoder];
        return (t.stakeOf[round], t.rewardCut, t.feeShare, Fraction.PRECISE, 0);
    }

    function fixActiveStake() internal {
        currentRoundTotalActiveStake = nextRoundTotalActiveStake;
    }

    /// @dev The stake with which the orchestrator entered the current round.
    function activeStake(address transcoder) internal view returns (uint256) {
        Transcoder storage t = transcoders[transcoder];
        uint256 round = roundsManager().currentRound();
        return t.stakeOf[round < t.lastActiveStakeUpdateRound ? round : t.lastActiveStakeUpdateRound];
    }

    function isInPool(address transcoder) internal view returns (bool) {
        return pool.contains(transcoder);
    }

    /// @dev Takes the newcomer into the pool if there is room, or if it has strictly more stake than the last member,
    /// who then leaves.
    function tryToJoinPool(address transcoder, uint256 stake) internal {
        if (pool.size() == poolMaxSize) {
            address last = pool.last();
            if (pool.stake[last] >= stake) {
                return;
            }
            leavePool(last);
        }
        uint256 nextRound = roundsManager().currentRound() + 1;
        pool.insert(transcoder, stake);
        nextRoundTotalActiveStake += stake;
        setNextStake(transcoder, stake);
        transcoders[transcoder].activationRound = nextRound;
        transcoders[transcoder].deactivationRound = NEVER;
        emit TranscoderActivated(transcoder, nextRound);
    }

    function leavePool(address transcoder) internal {
        uint256 nextRound = roundsManager().currentRound() + 1;
        nextRoundTotalActiveStake -= pool.stake[transcoder];
        pool.remove(transcoder);
        transcoders[transcoder].deactivationRound = nextRound;
        emit TranscoderDeactivated(transcoder, nextRound);
    }

    function changeStake(address transcoder, uint256 stake) internal {
        nextRoundTotalActiveStake = nextRoundTotalActiveStake - pool.stake[transcoder] + stake;
        pool.update(transcoder, stake);
        setNextStake(transcoder, stake);
    }

    /// @dev Before the first change in a round, its own stake is written down, since it stays active until the end.
    function setNextStake(address transcoder, uint256 stake) private {
        Transcoder storage t = transcoders[transcoder];
        uint256 round = roundsManager().currentRound();
        if (t.lastActiveStakeUpdateRound <= round) {
            t.stakeOf[round] = t.stakeOf[t.lastActiveStakeUpdateRound];
            t.lastActiveStakeUpdateRound = round + 1;
        }
        t.stakeOf[round + 1] = stake;
    }
}
