import { keccak256, toUtf8Bytes, concat } from 'ethers';
// OpenZeppelin Hashes.commutativeKeccak256 and MerkleProof.processProof
const pair=(a,b)=> BigInt(a)<BigInt(b)? keccak256(concat([a,b])):keccak256(concat([b,a]));
const leaf=t=>keccak256(keccak256(toUtf8Bytes(t)));
function tree(leaves){const levels=[leaves];while(levels.at(-1).length>1){const l=levels.at(-1),u=[];for(let i=0;i<l.length;i+=2)u.push(i+1<l.length?pair(l[i],l[i+1]):l[i]);levels.push(u);}return levels;}
const out=[];
for(const n of [1,2,3,5,8,13]){const ev=[...Array(n).keys()].map(i=>`{"event":${i}}`);const lv=tree(ev.map(leaf));
 const proofs=ev.map((_,k)=>{const p=[];let i=k;for(const l of lv){const s=i^1;if(s<l.length)p.push(l[s]);i>>=1;}return p;});
 ev.forEach((e,k)=>{if(proofs[k].reduce(pair,leaf(e))!==lv.at(-1)[0])throw 1;});
 out.push({events:ev,root:lv.at(-1)[0],proof_of_last:proofs[n-1]});}
console.log(JSON.stringify(out,null,1));
