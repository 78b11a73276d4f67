// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fraction} from "./Fraction.sol";
import {IController} from "./interfaces/IController.sol";
import {IMinter} from "./interfaces/IMinter.sol";
import {Managed} from "./Managed.sol";

/// @title Holds all bonded LPT and all ETH, and creates each round's inflation.
/// @notice Called by its neighbours only, who have looked whether the system is paused. Source: payments sections 4.6 and
/// 4.7.
contract Minter is Managed, IMinter {
    /// @notice What inflation changes by at each round, in parts per billion (section 4.6).
    uint256 public immutable inflationChange;

    /// @notice The bonded part of the supply that inflation steers to, in parts per billion (section 4.6).
    uint256 public immutable targetBondingRate;

    /// @notice New tokens per round, in parts per billion of the supply (section 4.6).
    uint256 public inflation;

    /// @notice LPT base units that may be minted in this round (section 4.6).
    uint256 public currentMintableTokens;

    /// @notice LPT base units that were minted in this round (section 4.6).
    uint256 public currentMintedTokens;

    event SetCurrentRewardTokens(uint256 currentMintableTokens, uint256 currentInflation);

    modifier only(string memory name) {
        require(msg.sender == registered(name), string.concat("caller must be ", name));
        _;
    }

    /// @param inflation_ parts per billion
    /// @param inflationChange_ parts per billion
    /// @param targetBondingRate_ parts per billion, at most all
    constructor(IController controller_, uint256 inflation_, uint256 inflationChange_, uint256 targetBondingRate_)
        Managed(controller_)
    {
        require(inflation_ <= Fraction.BILLION, "inflation is invalid percentage");
        require(inflationChange_ <= Fraction.BILLION, "inflation change is invalid percentage");
        require(targetBondingRate_ <= Fraction.BILLION, "target bonding rate is invalid percentage");
        inflation = inflation_;
        inflationChange = inflationChange_;
        targetBondingRate = targetBondingRate_;
    }

    /// @inheritdoc IMinter
    function setCurrentRewardTokens() external only("RoundsManager") {
        uint256 supply = getGlobalTotalSupply();
        inflation = nextInflation(supply);
        currentMintableTokens = Fraction.portion(inflation, supply, Fraction.BILLION);
        currentMintedTokens = 0;
        emit SetCurrentRewardTokens(currentMintableTokens, inflation);
    }

    /// @inheritdoc IMinter
    function createReward(uint256 stake, uint256 totalStake)
        external
        only("BondingManager")
        returns (uint256 minted)
    {
        uint256 part = Fraction.ratio(stake, totalStake, Fraction.BILLION);
        minted = Fraction.portion(part, currentMintableTokens, Fraction.BILLION);
        currentMintedTokens += minted;
        require(currentMintedTokens <= currentMintableTokens, "minted tokens cannot exceed mintable tokens");
        token().mint(address(this), minted);
    }

    /// @inheritdoc IMinter
    function trustedTransferTokens(address to, uint256 amount) external only("BondingManager") {
        require(token().transfer(to, amount), "token transfer failed");
    }

    /// @inheritdoc IMinter
    function trustedWithdrawETH(address payable to, uint256 amount) external {
        require(
            msg.sender == registered("BondingManager") || msg.sender == registered("JobsManager"),
            "caller must be BondingManager or JobsManager"
        );
        (bool sent,) = to.call{value: amount}("");
        require(sent, "ETH transfer failed");
    }

    /// @inheritdoc IMinter
    function depositETH() external payable only("JobsManager") {}

    /// @notice All LPT there is, in base units; a local chain has no second layer to count (section 4.6).
    function getGlobalTotalSupply() public view returns (uint256) {
        return token().totalSupply();
    }

    function nextInflation(uint256 supply) private view returns (uint256) {
        uint256 bondingRate = Fraction.ratio(bondingManager().getTotalBonded(), supply, Fraction.BILLION);
        if (bondingRate < targetBondingRate) {
            return inflation + inflationChange;
        }
        if (bondingRate == targetBondingRate) {
            return inflation;
        }
        return inflation < inflationChange ? 0 : inflation - inflationChange;
    }
}
