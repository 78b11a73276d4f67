// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IController} from "./interfaces/IController.sol";
import {Managed} from "./Managed.sol";

/// @title The money of ticket senders: a deposit for winners, and a reserve that the active orchestrators share.
/// @notice Both are locked until the sender asks and `unlockPeriod` rounds have passed. The ETH itself lies with the
/// Minter. Source: payments section 4.3.
abstract contract SenderFunds is Managed {
    struct Sender {
        uint256 deposit;
        // The round from which the sender may withdraw; 0 while nothing is unlocking.
        uint256 withdrawRound;
    }

    struct ReserveInfo {
        uint256 fundsRemaining;
        uint256 claimedInCurrentRound;
    }

    /// @notice Rounds between unlock and withdrawal.
    uint256 public immutable unlockPeriod;

    mapping(address sender => Sender) private senders;
    mapping(address holder => uint256) private reserves;
    mapping(address holder => mapping(uint256 round => uint256)) private claimed;
    mapping(address holder => mapping(uint256 round => mapping(address claimant => uint256))) private claimedBy;

    event DepositFunded(address indexed sender, uint256 amount);
    event ReserveFunded(address indexed reserveHolder, uint256 amount);
    event ReserveClaimed(address indexed reserveHolder, address claimant, uint256 amount);
    event Unlock(address indexed sender, uint256 startRound, uint256 endRound);
    event UnlockCancelled(address indexed sender);
    event Withdrawal(address indexed sender, uint256 deposit, uint256 reserve);

    constructor(IController controller_, uint256 unlockPeriod_) Managed(controller_) {
        unlockPeriod = unlockPeriod_;
    }

    /// @notice Adds the value to the caller's deposit and ends a running unlock (section 4.3).
    function fundDeposit() external payable whenSystemNotPaused {
        addDeposit(msg.sender, msg.value);
        minter().depositETH{value: msg.value}();
    }

    /// @notice Adds the value to the caller's reserve and ends a running unlock (section 4.3).
    function fundReserve() external payable whenSystemNotPaused {
        addReserve(msg.sender, msg.value);
        minter().depositETH{value: msg.value}();
    }

    /// @notice Adds to both; the value is their sum (section 4.3).
    function fundDepositAndReserve(uint256 depositAmount, uint256 reserveAmount) external payable {
        fundDepositAndReserveFor(msg.sender, depositAmount, reserveAmount);
    }

    /// @notice Anybody funds anybody; only the owner's own money ends an unlock (section 4.3).
    function fundDepositAndReserveFor(address sender, uint256 depositAmount, uint256 reserveAmount)
        public
        payable
        whenSystemNotPaused
    {
        require(
            msg.value == depositAmount + reserveAmount,
            "msg.value does not equal sum of deposit amount and reserve amount"
        );
        addDeposit(sender, depositAmount);
        addReserve(sender, reserveAmount);
        minter().depositETH{value: msg.value}();
    }

    /// @notice Begins the wait for a withdrawal (section 4.3).
    function unlock() external whenSystemNotPaused {
        require(fundsOf(msg.sender) > 0, "sender deposit and reserve are zero");
        require(!isUnlockInProgress(msg.sender), "unlock already initiated");
        uint256 round = roundsManager().currentRound();
        senders[msg.sender].withdrawRound = round + unlockPeriod;
        emit Unlock(msg.sender, round, round + unlockPeriod);
    }

    /// @notice Ends the wait: the money is locked again (section 4.3).
    function cancelUnlock() external whenSystemNotPaused {
        require(isUnlockInProgress(msg.sender), "no unlock request in progress");
        endUnlock(msg.sender);
    }

    /// @notice Pays deposit and reserve out to the caller. The account stays unlocked until its owner funds it again
    /// (section 4.3).
    function withdraw() external whenSystemNotPaused {
        uint256 deposit = senders[msg.sender].deposit;
        uint256 reserve = reserves[msg.sender];
        require(deposit + reserve > 0, "sender deposit and reserve are zero");
        require(isUnlockInProgress(msg.sender), "no unlock request in progress");
        require(isUnlocked(msg.sender), "account is locked");
        senders[msg.sender].deposit = 0;
        reserves[msg.sender] = 0;
        minter().trustedWithdrawETH(payable(msg.sender), deposit + reserve);
        emit Withdrawal(msg.sender, deposit, reserve);
    }

    /// @notice A sender's deposit and withdraw round, then its reserve: four words (section 4.3).
    function getSenderInfo(address sender) external view returns (Sender memory, ReserveInfo memory) {
        return (senders[sender], getReserveInfo(sender));
    }

    /// @notice What is left of a reserve, and what was claimed of it in the current round (section 4.3).
    function getReserveInfo(address holder) public view returns (ReserveInfo memory) {
        return ReserveInfo(reserves[holder], claimed[holder][roundsManager().currentRound()]);
    }

    /// @notice The claimant's share of the reserve that it has not taken yet in this round; 0 for an account outside the
    /// active set. Reverts if the pool grew so much after a claim that the share is below what was taken (section 4.3).
    function claimableReserve(address holder, address claimant) public view returns (uint256) {
        uint256 poolSize = bondingManager().getTranscoderPoolSize();
        if (poolSize == 0 || !bondingManager().isActiveTranscoder(claimant)) {
            return 0;
        }
        uint256 round = roundsManager().currentRound();
        return (reserves[holder] + claimed[holder][round]) / poolSize - claimedBy[holder][round][claimant];
    }

    /// @notice What the claimant took of the reserve in the current round (section 4.3).
    function claimedReserve(address holder, address claimant) external view returns (uint256) {
        return claimedBy[holder][roundsManager().currentRound()][claimant];
    }

    /// @notice Whether a sender has asked to unlock, however long ago (section 4.3).
    function isUnlockInProgress(address sender) public view returns (bool) {
        return senders[sender].withdrawRound > 0;
    }

    function isUnlocked(address sender) internal view returns (bool) {
        return isUnlockInProgress(sender) && senders[sender].withdrawRound <= roundsManager().currentRound();
    }

    function fundsOf(address sender) internal view returns (uint256) {
        return senders[sender].deposit + reserves[sender];
    }

    /// @dev Takes what the sender owes from the deposit, and what is missing from the recipient's share of the reserve.
    /// @return amount what could be taken, at most the face value
    function take(address sender, address recipient, uint256 faceValue) internal returns (uint256 amount) {
        uint256 deposit = senders[sender].deposit;
        if (faceValue <= deposit) {
            senders[sender].deposit = deposit - faceValue;
            return faceValue;
        }
        senders[sender].deposit = 0;
        return deposit + claim(sender, recipient, faceValue - deposit);
    }

    function claim(address holder, address claimant, uint256 missing) private returns (uint256 amount) {
        uint256 claimable = claimableReserve(holder, claimant);
        amount = missing < claimable ? missing : claimable;
        if (amount > 0) {
            uint256 round = roundsManager().currentRound();
            reserves[holder] -= amount;
            claimed[holder][round] += amount;
            claimedBy[holder][round][claimant] += amount;
            emit ReserveClaimed(holder, claimant, amount);
        }
    }

    function addDeposit(address sender, uint256 amount) private {
        senders[sender].deposit += amount;
        endUnlockByOwner(sender);
        emit DepositFunded(sender, amount);
    }

    function addReserve(address sender, uint256 amount) private {
        reserves[sender] += amount;
        endUnlockByOwner(sender);
        emit ReserveFunded(sender, amount);
    }

    function endUnlockByOwner(address sender) private {
        if (msg.sender == sender && isUnlockInProgress(sender)) {
            endUnlock(sender);
        }
    }

    function endUnlock(address sender) private {
        senders[sender].withdrawRound = 0;
        emit UnlockCancelled(sender);
    }
}
