// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Delegations} from "./Delegations.sol";
import {Fraction} from "./Fraction.sol";
import {IController} from "./interfaces/IController.sol";
import {Rewards} from "./Rewards.sol";

/// @title Stake: bonding it to an orchestrator, taking it back, and what it earns.
/// @notice Functions with hints take the neighbours in the pool's order; they are ignored, since the pool finds them
/// itself. Source: payments section 4.5.
contract BondingManager is Rewards {
    struct UnbondingLock {
        uint256 amount;
        uint256 withdrawRound;
    }

    /// @notice Rounds between unbonding and withdrawal (section 4.5).
    uint64 public immutable unbondingPeriod;

    mapping(address delegator => mapping(uint256 lockId => UnbondingLock)) private locks;

    event TranscoderUpdate(address indexed transcoder, uint256 rewardCut, uint256 feeShare);
    event Bond(
        address indexed newDelegate,
        address indexed oldDelegate,
        address indexed delegator,
        uint256 additionalAmount,
        uint256 bondedAmount
    );
    event Unbond(
        address indexed delegate,
        address indexed delegator,
        uint256 unbondingLockId,
        uint256 amount,
        uint256 withdrawRound
    );
    event Rebond(address indexed delegate, address indexed delegator, uint256 unbondingLockId, uint256 amount);
    event WithdrawStake(address indexed delegator, uint256 unbondingLockId, uint256 amount, uint256 withdrawRound);
    event WithdrawFees(address indexed delegator, address recipient, uint256 amount);

    /// @dev Every change of an account's stake needs a round that has begun, and starts from claimed earnings.
    modifier settled() {
        settle();
        _;
    }

    /// @param unbondingPeriod_ rounds
    /// @param poolMaxSize orchestrators in the pool, at least 1
    /// @param treasuryCutRate the treasury's part of each reward, of 10^27
    /// @param treasuryCeiling LPT base units; from there on the treasury gets nothing; 0 for no ceiling
    constructor(
        IController controller_,
        uint64 unbondingPeriod_,
        uint256 poolMaxSize,
        uint256 treasuryCutRate,
        uint256 treasuryCeiling
    ) Rewards(controller_, poolMaxSize, treasuryCutRate, treasuryCeiling) {
        unbondingPeriod = unbondingPeriod_;
    }

    /// @notice Bonds LPT to a delegate, or moves the whole bond to another one (section 4.5).
    /// @param amount LPT base units that the caller has approved; 0 to move only
    /// @param to the delegate; the caller itself to become an orchestrator
    function bond(uint256 amount, address to) external settled {
        bondTo(amount, to);
    }

    /// @notice As `bond`; the hints are ignored (section 4.5).
    function bondWithHint(uint256 amount, address to, address, address, address, address) external settled {
        bondTo(amount, to);
    }

    /// @notice Takes stake out of the bond; it can be withdrawn after the unbonding period (section 4.5).
    function unbond(uint256 amount) external settled {
        unbondFrom(amount);
    }

    /// @notice As `unbond`; the hints are ignored (section 4.5).
    function unbondWithHint(uint256 amount, address, address) external settled {
        unbondFrom(amount);
    }

    /// @notice Puts unbonded stake back behind the current delegate (section 4.5).
    function rebond(uint256 lockId) external settled {
        rebondTo(lockId);
    }

    /// @notice As `rebond`; the hints are ignored (section 4.5).
    function rebondWithHint(uint256 lockId, address, address) external settled {
        rebondTo(lockId);
    }

    /// @notice Puts unbonded stake behind a delegate, for a caller who has no bond (section 4.5).
    function rebondFromUnbonded(address to, uint256 lockId) external settled {
        rebondAnew(to, lockId);
    }

    /// @notice As `rebondFromUnbonded`; the hints are ignored (section 4.5).
    function rebondFromUnbondedWithHint(address to, uint256 lockId, address, address) external settled {
        rebondAnew(to, lockId);
    }

    /// @notice Pays out stake whose unbonding period has passed (section 4.5).
    function withdrawStake(uint256 lockId) external whenSystemNotPaused whenRoundInitialized {
        UnbondingLock memory lock = locks[msg.sender][lockId];
        require(lock.withdrawRound > 0, "invalid unbonding lock ID");
        require(
            lock.withdrawRound <= roundsManager().currentRound(),
            "withdraw round must be before or equal to the current round"
        );
        delete locks[msg.sender][lockId];
        minter().trustedTransferTokens(msg.sender, lock.amount);
        emit WithdrawStake(msg.sender, lockId, lock.amount, lock.withdrawRound);
    }

    /// @notice Pays out earned fees, in wei (section 4.5).
    function withdrawFees(address payable recipient, uint256 amount) external settled {
        require(recipient != address(0), "invalid recipient");
        require(delegators[msg.sender].fees >= amount, "insufficient fees to withdraw");
        delegators[msg.sender].fees -= amount;
        minter().trustedWithdrawETH(recipient, amount);
        emit WithdrawFees(msg.sender, recipient, amount);
    }

    /// @notice Claims the caller's earnings up to the current round; the argument is ignored (section 4.5).
    function claimEarnings(uint256) external settled {}

    /// @notice Sets an orchestrator's terms, and joins the pool if it can (section 4.5).
    /// @param rewardCut parts per million of rewards that the orchestrator keeps
    /// @param feeShare parts per million of fees that it shares by stake
    function transcoder(uint256 rewardCut, uint256 feeShare) external settled {
        setTerms(rewardCut, feeShare);
    }

    /// @notice As `transcoder`; the hints are ignored (section 4.5).
    function transcoderWithHint(uint256 rewardCut, uint256 feeShare, address, address) external settled {
        setTerms(rewardCut, feeShare);
    }

    /// @notice A lock's amount and the round from which it can be withdrawn; zeros if there is none (section 4.5).
    function getDelegatorUnbondingLock(address account, uint256 lockId)
        external
        view
        returns (uint256 amount, uint256 withdrawRound)
    {
        return (locks[account][lockId].amount, locks[account][lockId].withdrawRound);
    }

    /// @notice Whether a lock waits to be withdrawn or bonded again (section 4.5).
    function isValidUnbondingLock(address account, uint256 lockId) external view returns (bool) {
        return locks[account][lockId].withdrawRound > 0;
    }

    function settle() private {
        requireNotPaused();
        requireRoundInitialized();
        claim(msg.sender);
    }

    function bondTo(uint256 amount, address to) private {
        Delegator storage d = delegators[msg.sender];
        address from = d.delegateAddress;
        uint256 moved = from == to ? 0 : d.bondedAmount;
        require(
            moved == 0 || !isRegisteredTranscoder(msg.sender),
            "registered transcoders can't delegate towards other addresses"
        );
        require(amount + moved > 0, "delegation amount must be greater than 0");
        if (from != to || d.bondedAmount == 0) {
            unfollow(msg.sender);
            decreaseStake(from, moved);
            follow(msg.sender, to);
        }
        d.bondedAmount += amount;
        increaseStake(to, amount + moved);
        if (amount > 0) {
            require(token().transferFrom(msg.sender, address(minter()), amount), "token transfer failed");
        }
        emit Bond(to, from, msg.sender, amount, d.bondedAmount);
    }

    function unbondFrom(uint256 amount) private {
        require(delegatorStatus(msg.sender) == DelegatorStatus.Bonded, "caller must be bonded");
        Delegator storage d = delegators[msg.sender];
        require(amount > 0, "unbond amount must be greater than 0");
        require(amount <= d.bondedAmount, "amount is greater than bonded amount");
        address delegate = d.delegateAddress;
        uint256 lockId = d.nextUnbondingLockId++;
        uint256 withdrawRound = roundsManager().currentRound() + unbondingPeriod;
        locks[msg.sender][lockId] = UnbondingLock(amount, withdrawRound);
        d.bondedAmount -= amount;
        if (d.bondedAmount == 0) {
            unfollow(msg.sender);
            if (isInPool(msg.sender)) {
                leavePool(msg.sender);
            }
        }
        decreaseStake(delegate, amount);
        emit Unbond(delegate, msg.sender, lockId, amount, withdrawRound);
    }

    function rebondTo(uint256 lockId) private {
        require(delegatorStatus(msg.sender) != DelegatorStatus.Unbonded, "caller must be bonded");
        useLock(lockId);
    }

    function rebondAnew(address to, uint256 lockId) private {
        require(delegatorStatus(msg.sender) == DelegatorStatus.Unbonded, "caller must be unbonded");
        follow(msg.sender, to);
        useLock(lockId);
    }

    function useLock(uint256 lockId) private {
        uint256 amount = locks[msg.sender][lockId].amount;
        require(amount > 0, "invalid unbonding lock ID");
        delete locks[msg.sender][lockId];
        delegators[msg.sender].bondedAmount += amount;
        address delegate = delegators[msg.sender].delegateAddress;
        increaseStake(delegate, amount);
        emit Rebond(delegate, msg.sender, lockId, amount);
    }

    function setTerms(uint256 rewardCut, uint256 feeShare) private {
        require(!roundsManager().currentRoundLocked(), "can't update transcoder params, current round is locked");
        require(rewardCut <= Fraction.MILLION, "invalid rewardCut percentage");
        require(feeShare <= Fraction.MILLION, "invalid feeShare percentage");
        require(isRegisteredTranscoder(msg.sender), "transcoder must be registered");
        require(
            !isActiveTranscoder(msg.sender)
                || transcoders[msg.sender].lastRewardRound == roundsManager().currentRound(),
            "caller can't be active or must have already called reward for the current round"
        );
        transcoders[msg.sender].rewardCut = rewardCut;
        transcoders[msg.sender].feeShare = feeShare;
        if (!isInPool(msg.sender)) {
            tryToJoinPool(msg.sender, delegators[msg.sender].delegatedAmount);
        }
        emit TranscoderUpdate(msg.sender, rewardCut, feeShare);
    }
}
