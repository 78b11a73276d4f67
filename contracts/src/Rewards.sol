// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Delegations} from "./Delegations.sol";
import {Fraction} from "./Fraction.sol";
import {IBondingManager} from "./interfaces/IBondingManager.sol";
import {IController} from "./interfaces/IController.sol";

/// @title What comes in for orchestrators: a part of each round's inflation, and the payouts of winning tickets.
/// @notice Source: payments sections 4.5 and 4.6; reward callers, section 4.9.
abstract contract Rewards is Delegations {
    /// @notice The treasury's part of this round's rewards, of 10^27 (section 4.6).
    uint256 public treasuryRewardCutRate;

    /// @notice The treasury's part from the next round on (section 4.6).
    uint256 public nextRoundTreasuryRewardCutRate;

    /// @notice LPT base units in the treasury from which on it gets nothing more; 0 for no ceiling (section 4.6).
    uint256 public immutable treasuryBalanceCeiling;

    /// @notice The account that may call for an orchestrator's reward; zero for none (section 4.9).
    mapping(address transcoder => address) public transcoderToRewardCaller;

    event Reward(address indexed transcoder, uint256 amount);
    event TreasuryReward(address indexed transcoder, address treasury, uint256 amount);
    event RewardCallerSet(address indexed transcoder, address indexed rewardCaller);

    constructor(IController controller_, uint256 poolMaxSize, uint256 treasuryCutRate, uint256 treasuryCeiling)
        Delegations(controller_, poolMaxSize)
    {
        require(treasuryCutRate <= Fraction.PRECISE, "invalid treasury cut rate");
        treasuryRewardCutRate = treasuryCutRate;
        nextRoundTreasuryRewardCutRate = treasuryCutRate;
        treasuryBalanceCeiling = treasuryCeiling;
    }

    /// @notice Mints the caller's part of this round's inflation; a round that is missed is lost (section 4.6).
    function reward() external whenSystemNotPaused whenRoundInitialized {
        rewardTo(msg.sender);
    }

    /// @notice As `reward`; the hints are ignored (section 4.5).
    function rewardWithHint(address, address) external whenSystemNotPaused whenRoundInitialized {
        rewardTo(msg.sender);
    }

    /// @notice As `reward`, for an orchestrator that named the caller (section 4.9).
    function rewardForTranscoder(address transcoder) external whenSystemNotPaused whenRoundInitialized {
        rewardOnBehalf(transcoder);
    }

    /// @notice As `rewardForTranscoder`; the hints are ignored (section 4.9).
    function rewardForTranscoderWithHint(address transcoder, address, address)
        external
        whenSystemNotPaused
        whenRoundInitialized
    {
        rewardOnBehalf(transcoder);
    }

    /// @notice Names the account that may call for the caller's reward; the zero address ends it (section 4.9).
    function setRewardCaller(address rewardCaller) external whenSystemNotPaused {
        transcoderToRewardCaller[msg.sender] = rewardCaller;
        emit RewardCallerSet(msg.sender, rewardCaller);
    }

    /// @inheritdoc IBondingManager
    function updateTranscoderWithFees(address transcoder, uint256 fees, uint256) external {
        require(msg.sender == registered("TicketBroker"), "caller must be TicketBroker");
        require(isRegisteredTranscoder(transcoder), "transcoder must be registered");
        transcoders[transcoder].lastFeeRound = roundsManager().currentRound();
        creditFees(transcoder, fees);
    }

    /// @inheritdoc IBondingManager
    function setCurrentRoundTotalActiveStake() external {
        require(msg.sender == address(roundsManager()), "caller must be RoundsManager");
        fixActiveStake();
        treasuryRewardCutRate = nextRoundTreasuryRewardCutRate;
    }

    function rewardOnBehalf(address transcoder) private {
        require(
            transcoderToRewardCaller[transcoder] == msg.sender, "caller must be a reward caller set by the transcoder"
        );
        rewardTo(transcoder);
    }

    /// @dev An orchestrator that unbonded everything stays active until the round ends, but has no stake left to add to.
    function rewardTo(address transcoder) private {
        require(
            isActiveTranscoder(transcoder) && isRegisteredTranscoder(transcoder), "caller must be an active transcoder"
        );
        uint256 round = roundsManager().currentRound();
        require(
            transcoders[transcoder].lastRewardRound != round, "caller has already called reward for the current round"
        );
        transcoders[transcoder].lastRewardRound = round;
        uint256 minted = minter().createReward(activeStake(transcoder), currentRoundTotalActiveStake);
        uint256 amount = minted - payTreasury(transcoder, minted);
        creditRewards(transcoder, amount);
        emit Reward(transcoder, amount);
    }

    function payTreasury(address transcoder, uint256 minted) private returns (uint256 cut) {
        address treasury = registered("Treasury");
        if (treasury == address(0)) {
            return 0;
        }
        if (treasuryBalanceCeiling > 0 && token().balanceOf(treasury) >= treasuryBalanceCeiling) {
            nextRoundTreasuryRewardCutRate = 0;
        }
        cut = Fraction.portion(treasuryRewardCutRate, minted, Fraction.PRECISE);
        if (cut > 0) {
            minter().trustedTransferTokens(treasury, cut);
            emit TreasuryReward(transcoder, treasury, cut);
        }
    }
}
